"""Other languages for whoever is asked: which there are, how complete and checked they are, and their way to a sheet.

It knows neither pages nor the record.
"""
