"""The person's own copy, in every form they can take home, made from one source; nothing of it is put on the disk.

content: what was said -> model: one copy -> forms: page, pdf, word, sound, braille turn the same copy into bytes.
"""

from msp_dialogue.copies.content import person_copy
from msp_dialogue.copies.forms import FORMS, Form, FormProblem, Made, TooLong, make, offered
from msp_dialogue.copies.model import Copy, Tongue

__all__ = ["FORMS", "Copy", "Form", "FormProblem", "Made", "Tongue", "TooLong", "make", "offered", "person_copy"]
