"""Words read aloud: text becomes a sound on this machine, and what may be kept of it on disk.

voice: words -> samples (espeak-ng) -> mp3: samples -> a sound.
"""

from msp_dialogue.speech.mp3 import join, seconds, silence
from msp_dialogue.speech.voice import NoVoice, Speed, languages, say

__all__ = ["NoVoice", "Speed", "join", "languages", "say", "seconds", "silence"]
