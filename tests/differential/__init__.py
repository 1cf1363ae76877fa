"""One stream of generated requests to every adapter at once: whatever they answer differently is a fault.

Every sequence of requests begins on the same rows, with nothing counted of them. Ids, times, tokens and cursors compare
by where they first appeared.
Not generated, because the server decides and not the adapter, or because WSGI hides it:
methods nobody knows, `Expect`, framing that is false, an encoded slash in a path, targets beyond 6,000 bytes,
bytes beyond ASCII in a target or a header, several Content-Type headers, `_` in the name of a header.
"""
