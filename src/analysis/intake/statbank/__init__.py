"""Tables that are got from a bank of official statistics: asked for, judged, kept as they came, and read as other deliveries."""
