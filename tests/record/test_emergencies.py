"""What was opened in an emergency, as it is asked of the record on every page of a manager."""

from msp_dialogue.database import Database
from msp_dialogue.record import emergencies


def test_finding_what_nobody_has_seen_costs_no_more_with_more_enquiries(database: Database) -> None:
    """It starts from the emergencies, of which there are few: a team may have tens of thousands of enquiries."""
    with database.reading() as connection:
        rows = connection.execute(f"explain query plan {emergencies.UNSEEN}", ["", ""]).fetchall()
    plan = " ".join(str(row[3]) for row in rows)

    assert plan.startswith("SCAN break_glass")
    assert "SEARCH enquiry USING INDEX sqlite_autoindex_enquiry_1 (id=?)" in plan
