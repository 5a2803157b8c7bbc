/* profile_folder.h: where bench-run leaves what callgrind tells of each instruction. */
#ifndef PROFILE_FOLDER_H
#define PROFILE_FOLDER_H

#include "measure/subject.h"

#define PROFILES_INDEX "profiles.json"

/* Make FOLDER where it is not there, and return its absolute path, which the caller owns. Dies
 * when that fails, and when something is in it. */
char *profiles_begin(const char *folder);

/* Make the folder of subject number I in PROFILES, an absolute path, and return its path, which
 * the caller owns; NULL for NULL. Dies when that fails. */
char *profile_folder(const char *profiles, size_t i);

/* Write PROFILES_INDEX into PROFILES: which of the N SUBJECTS is in which folder. */
void profiles_end(const char *profiles, const struct subject *subjects, size_t n);

#endif
