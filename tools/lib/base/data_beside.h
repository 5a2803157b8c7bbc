/* data_beside.h: where the data that come with these programs are. */
#ifndef DATA_BESIDE_H
#define DATA_BESIDE_H

/* The path of file or folder NAME beside the program that runs, or in ../share/benchpipe. Dies when
 * it is in neither, calling it WHAT. The caller owns it. */
char *data_beside(const char *name, const char *what);

#endif
