/* import_reader.h: one reader for each family of formats. */
#ifndef IMPORT_READER_H
#define IMPORT_READER_H

#include <stdio.h>
#include <time.h>

#include "import/import_format.h"
#include "import/raw_rows.h"

/* Put the rows of F, which can seek and is at its start, into ROWS, as FORMAT tells; NAME is
 * for messages. The memory they take does not grow with F, only with its longest row. They die
 * with NAME:LINE of what is not of the format, or is cut off. */
void import_json(
    const struct import_format *format, FILE *f, const char *name, struct raw_rows *rows);
void import_lines(
    const struct import_format *format, FILE *f, const char *name, struct raw_rows *rows);
void import_csv(
    const struct import_format *format, FILE *f, const char *name, struct raw_rows *rows);
void import_xml(
    const struct import_format *format, FILE *f, const char *name, struct raw_rows *rows);

/* The same of folder PATH, in which and below which every folder that has the files of FORMAT is
 * a row; of a file that PATH is, the folder that it is in. A row is {"folder": its path below PATH,
 * and each file's JSON under the name that it has without its end}. Files that were written before
 * SINCE are not there. */
void import_folder_rows(const struct import_format *format, const char *path, struct timespec since,
    struct raw_rows *rows);
/* Whether there is such a row. */
bool import_folder_is(const struct import_format *format, const char *path);

#endif
