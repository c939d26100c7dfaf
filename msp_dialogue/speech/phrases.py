"""The pages' own words that are read aloud besides the flows', as `gettext` knows them.

They are here so that they can be rendered and recorded beforehand. One that is missing here is still read, from memory.
"""

PHRASES = (
    "or",
    "Yes",
    "No",
    "Good:",
    "Worry:",
    "You can choose more than one.",
    "What is it about? You can choose more than one.",
    "What matters most",
    "Then",
    "And then",
    "You said you wanted:",
    "We asked",
    "You said",
    "You skipped this",
    "I don’t know",
    "I’d rather not say",
    "Get help",
    "Tell the worker that you want help.",
    "If you are in danger now, ring",
    "9 9 9",
    "We have stopped for now",
    "That is all for now. Thank you.",
    "Everything so far is kept. We can go on from here on another day.",
    "It is all kept.",
)
