"""
Makes Python's web servers buffer their responses. Python imports this file when it starts with its folder in PYTHONPATH.

moto's server sends the headers and the body of a response in two packets. Terraform sometimes closes the connection
between the two, takes the response for lost and repeats the request: the lock of a state is then its own, and a
resource exists already. With a buffer, both are in one packet.
"""

import socketserver

# Bytes. Longer responses are sent in several packets.
socketserver.StreamRequestHandler.wbufsize = 65536
