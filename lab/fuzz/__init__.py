"""One stream of generated requests to every adapter at once: whatever they answer differently is a fault.

`nox -s fuzz` runs it long, in process and over sockets; docs/fuzzing.md tells how. A push has a short piece of it.

Every sequence of requests begins on the same rows, with nothing counted of them. Ids and times compare by where they
first appeared and by their order among the others; tokens by what they say, if their signature is right; cursors too.

Not generated, because the server decides and not the adapter, or because WSGI hides it: methods nobody knows, `Expect`,
framing that is false or that HTTP/1.1 leaves to the recipient, an encoded slash in a path, heads beyond 16 KiB or of
more than a hundred lines, several Content-Type or Content-Length headers, `_` in the name of a header, control
characters in a header, blanks of Unicode before one's value, connection handling.
Generated over sockets alone: what `hostile` makes. Of the targets in there a server may refuse some by itself, with 400
and no problem, or by hanging up; then the others' answers are compared, and the sequence ends. From then on the samples
in `metrics` no longer compare in that run, since some applications have counted what others have never seen.
"""
