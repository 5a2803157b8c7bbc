/* scratch_file.h: files without a name, which end with this process. */
#ifndef SCRATCH_FILE_H
#define SCRATCH_FILE_H

/* Open an empty file on the file system of $TMPDIR or /tmp, to read and write. Nothing of it
 * is left when it is closed. Dies when it cannot. */
int scratch_open(void);

/* The path by which another process of this user opens what descriptor FD of this process is:
 * a file from its start. The caller owns it. */
char *scratch_path(int fd);

#endif
