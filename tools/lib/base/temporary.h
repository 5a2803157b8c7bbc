/* temporary.h: temporary files, which have no name, and temporary folders. */
#ifndef TEMPORARY_H
#define TEMPORARY_H

#include <stdio.h>
#include <sys/types.h>

/* Where they are made: $TMPDIR, or /tmp; borrowed. */
const char *temporary_place(void);

/* Open a new file in FOLDER to read and write, of MODE but for the umask. It has no name:
 * however this program ends, nothing is left of it. Returns -1 with errno. */
int temporary_open(const char *folder, mode_t mode);

/* The same in temporary_place(), for this program alone. Dies when that fails. */
FILE *temporary_file(void);

/* Die because something could not be written to one of them; errno says why. */
_Noreturn void temporary_die(void);

/* Make a folder in temporary_place(), which is the caller's to remove, and so is its
 * path to free. Dies when that fails. Where this program is killed, a process that only
 * waits for its end removes the folder. */
char *temporary_folder(void);

#endif
