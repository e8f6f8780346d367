"""The names that ``sampling_strategy`` may be; of no import, for the command line to read them."""

#: For samplers that add rows.
STRATEGIES = ("auto", "minority", "not minority", "not majority", "all")
#: For samplers that remove some.
CLEANING_STRATEGIES = ("auto", "majority", "not minority", "not majority", "all")
