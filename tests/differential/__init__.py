"""One stream of generated requests to every adapter at once: whatever they answer differently is a fault."""
