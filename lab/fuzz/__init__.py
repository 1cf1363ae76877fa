"""Sends one stream of generated requests to every adapter at once; a difference between the answers is a fault.

`nox -s fuzz` runs it for long, in process and over sockets; docs/fuzzing.md describes how. A push runs a short part.

Every sequence of requests begins with the same rows in the databases, and with empty analytics. Ids and times are
compared by their first appearance and by their order; tokens and cursors by their content, and tokens by their
signature too.

Some requests are not generated, because the server and not the adapter answers them, or because WSGI hides them:
unknown methods, `Expect`, false framing, framing that HTTP/1.1 leaves to the recipient, an encoded slash in a path,
heads over 16 KiB or of more than a hundred lines, several Content-Type or Content-Length headers, `_` in the name of a
header, control characters in a header, Unicode white space before a value, connection handling.
`hostile` generates requests for sockets only. A server may refuse some of its targets by itself, with 400 and without a
problem, or by closing the connection. Then the other answers are compared, and the sequence ends. From there on the
samples of `metrics` are not compared in that run, because not every application has counted the same requests.
"""
