"""Bad inputs and what is said of them: a table by what is bad.

Each row is a call, the parameter that the message has to name, what it has to show of the value
received, and the message, word for word.
"""
