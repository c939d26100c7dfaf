"""What things cost, measured: figures over many enquiries, and the steps of conversations at the real server."""
