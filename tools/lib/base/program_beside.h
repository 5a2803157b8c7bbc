/* program_beside.h: where the other programs of this set are. */
#ifndef PROGRAM_BESIDE_H
#define PROGRAM_BESIDE_H

/* The path of program NAME in the folder of the one that runs, or NULL when it is not there. The
 * caller owns it. */
char *program_beside(const char *name);
/* The same of a file that can be read. */
char *file_beside(const char *name);

#endif
