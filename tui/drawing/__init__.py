"""Charts, sparklines and bars as styled text: plain data and a size in, lines of cells out.

Nothing here knows about a screen: the app and the printed output draw with the same functions.
"""
