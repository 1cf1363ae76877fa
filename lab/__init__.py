"""Evidence about the adapters, gathered by hand or at night. Nothing here gates a push."""
