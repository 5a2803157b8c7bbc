/* exec_server.h: bench-exec's end of exec_protocol.h. */
#ifndef EXEC_SERVER_H
#define EXEC_SERVER_H

/* Answer the requests on standard input, a socket, until the client is gone.
 * Stay on CPU beside the client (below 0: anywhere). Returns the exit status. */
int exec_serve(int cpu);

#endif
