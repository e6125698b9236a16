"""The page on which films are read: one or several views, the strip and the findings beside them."""
