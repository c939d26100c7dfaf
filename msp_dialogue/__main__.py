"""`python -m msp_dialogue COMMAND`: the same commands as `flask --app app COMMAND`."""

from msp_dialogue.cli import commands

if __name__ == "__main__":
    commands(prog_name="python -m msp_dialogue")
