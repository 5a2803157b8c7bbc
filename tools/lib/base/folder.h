/* folder.h: a folder emptied, whatever was made read-only in it. */
#ifndef FOLDER_H
#define FOLDER_H

/* Remove all that is in the folder PATH, as far as this user may; links are not followed. */
void folder_empty(const char *path);

#endif
