"""The chat widget beside two others, on the same page in the same browser with the same bot behind them."""
