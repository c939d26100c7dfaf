"""The pictures that stand beside words: which there are, and what each shows; it must not know pages or flows.

A picture is named by its key: in a flow as `picture: house`, in a folder as `house.svg`. On a page it stands beside
words that say the same, so that there its alternative text is empty: whoever listens would only hear everything twice.
What each shows is said in words for where no such words stand near: the contact sheet, and whoever draws another.
"""

from msp_dialogue.pictures.book import Picture, PictureBook, PictureProblem, own_pictures, read_pictures
from msp_dialogue.pictures.own import FOLDER, SHOWS

__all__ = ["FOLDER", "SHOWS", "Picture", "PictureBook", "PictureProblem", "own_pictures", "read_pictures"]
