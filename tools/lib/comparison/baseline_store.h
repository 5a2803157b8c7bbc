/* baseline_store.h: a folder of accepted results, by release and machine. */
#ifndef BASELINE_STORE_H
#define BASELINE_STORE_H

/* The baseline for results file PATH in DIR: DIR/RELEASE/FINGERPRINT.json, where
 * file DIR/current holds RELEASE, the release in force, and the fingerprint is
 * that of the results. The caller owns it. Dies when there is none, with advice,
 * and when a name is not plain: it could lead to another folder. */
char *baseline_find(const char *dir, const char *path);

#endif
