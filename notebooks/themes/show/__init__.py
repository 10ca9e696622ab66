"""Tables in; charts, sentences and highlighted articles out."""
