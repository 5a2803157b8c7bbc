/* duck_api.h: of DuckDB's C interface what is used here, as its public documentation declares it
 * (https://duckdb.org/docs/stable/clients/c/api). The library is opened at run time. */
#ifndef DUCK_API_H
#define DUCK_API_H

#include <stdbool.h>
#include <stdint.h>

/* Handles of the library. */
struct duck_database;
struct duck_connection;
struct duck_config;
struct duck_statement;
struct duck_extracted;
struct duck_appender;
struct duck_type;
struct duck_chunk;
struct duck_vector;

/* A result, which the library passes by value. */
struct duck_result {
	uint64_t columns, rows, changed;
	void *column, *error, *internal;
};

/* A string in a vector: up to 12 bytes stand in it. */
union duck_string {
	struct {
		uint32_t len;
		char bytes[12];
	} inlined;
	struct {
		uint32_t len;
		char prefix[4];
		const char *bytes;
	} far;
};

/* A list in a vector: where its values stand in the vector below. */
struct duck_list {
	uint64_t offset, len;
};

struct duck_hugeint {
	uint64_t lower;
	int64_t upper;
};

/* What functions return, and the types of columns, by their numbers in the interface. */
enum { DUCK_SUCCESS = 0 };
enum { DUCK_STATEMENT_SELECT = 1 };
enum duck_kind {
	DUCK_BOOLEAN = 1,
	DUCK_TINYINT,
	DUCK_SMALLINT,
	DUCK_INTEGER,
	DUCK_BIGINT,
	DUCK_UTINYINT,
	DUCK_USMALLINT,
	DUCK_UINTEGER,
	DUCK_UBIGINT,
	DUCK_FLOAT,
	DUCK_DOUBLE,
	DUCK_TIMESTAMP,
	DUCK_DATE,
	DUCK_HUGEINT = 16,
	DUCK_VARCHAR = 17,
	DUCK_DECIMAL = 19,
	DUCK_LIST = 24,
	DUCK_STRUCT = 25,
	DUCK_MAP = 26,
	DUCK_UNION = 28,
	DUCK_ARRAY = 33,
	DUCK_NULL_TYPE = 36
};

/* RESULT, name without its prefix "duckdb_", parameters. */
#define DUCK_FUNCTIONS(F)                                                                          \
	F(const char *, library_version, (void))                                                   \
	F(int, create_config, (struct duck_config * *config))                                      \
	F(int, set_config, (struct duck_config * config, const char *name, const char *value))     \
	F(void, destroy_config, (struct duck_config * *config))                                    \
	F(int, open_ext,                                                                           \
	    (const char *path, struct duck_database **database, struct duck_config *config,        \
		char **error))                                                                     \
	F(void, close, (struct duck_database * *database))                                         \
	F(int, connect, (struct duck_database * database, struct duck_connection * *connection))   \
	F(void, disconnect, (struct duck_connection * *connection))                                \
	F(void, free, (void *p))                                                                   \
	F(int, query,                                                                              \
	    (struct duck_connection * connection, const char *sql, struct duck_result *result))    \
	F(void, destroy_result, (struct duck_result * result))                                     \
	F(const char *, result_error, (struct duck_result * result))                               \
	F(uint64_t, extract_statements,                                                            \
	    (struct duck_connection * connection, const char *sql,                                 \
		struct duck_extracted **statements))                                               \
	F(const char *, extract_statements_error, (struct duck_extracted * statements))            \
	F(int, prepare_extracted_statement,                                                        \
	    (struct duck_connection * connection, struct duck_extracted * statements, uint64_t i,  \
		struct duck_statement * *statement))                                               \
	F(void, destroy_extracted, (struct duck_extracted * *statements))                          \
	F(int, prepare,                                                                            \
	    (struct duck_connection * connection, const char *sql,                                 \
		struct duck_statement **statement))                                                \
	F(const char *, prepare_error, (struct duck_statement * statement))                        \
	F(void, destroy_prepare, (struct duck_statement * *statement))                             \
	F(int, prepared_statement_type, (struct duck_statement * statement))                       \
	F(uint64_t, nparams, (struct duck_statement * statement))                                  \
	F(const char *, parameter_name, (struct duck_statement * statement, uint64_t i))           \
	F(int, bind_parameter_index,                                                               \
	    (struct duck_statement * statement, uint64_t * i, const char *name))                   \
	F(int, bind_varchar_length,                                                                \
	    (struct duck_statement * statement, uint64_t i, const char *s, uint64_t len))          \
	F(int, bind_int64, (struct duck_statement * statement, uint64_t i, int64_t v))             \
	F(int, bind_double, (struct duck_statement * statement, uint64_t i, double v))             \
	F(int, bind_null, (struct duck_statement * statement, uint64_t i))                         \
	F(int, execute_prepared_streaming,                                                         \
	    (struct duck_statement * statement, struct duck_result * result))                      \
	F(uint64_t, column_count, (struct duck_result * result))                                   \
	F(const char *, column_name, (struct duck_result * result, uint64_t i))                    \
	F(struct duck_type *, column_logical_type, (struct duck_result * result, uint64_t i))      \
	F(struct duck_chunk *, fetch_chunk, (struct duck_result result))                           \
	F(struct duck_type *, create_logical_type, (int kind))                                     \
	F(struct duck_type *, create_list_type, (struct duck_type * of))                           \
	F(void, destroy_logical_type, (struct duck_type * *type))                                  \
	F(int, get_type_id, (struct duck_type * type))                                             \
	F(char *, logical_type_get_alias, (struct duck_type * type))                               \
	F(uint8_t, decimal_scale, (struct duck_type * type))                                       \
	F(int, decimal_internal_type, (struct duck_type * type))                                   \
	F(struct duck_type *, list_type_child_type, (struct duck_type * type))                     \
	F(uint64_t, struct_type_child_count, (struct duck_type * type))                            \
	F(char *, struct_type_child_name, (struct duck_type * type, uint64_t i))                   \
	F(struct duck_type *, struct_type_child_type, (struct duck_type * type, uint64_t i))       \
	F(struct duck_chunk *, create_data_chunk, (struct duck_type * *types, uint64_t n))         \
	F(void, destroy_data_chunk, (struct duck_chunk * *chunk))                                  \
	F(void, data_chunk_reset, (struct duck_chunk * chunk))                                     \
	F(struct duck_vector *, data_chunk_get_vector, (struct duck_chunk * chunk, uint64_t i))    \
	F(uint64_t, data_chunk_get_size, (struct duck_chunk * chunk))                              \
	F(void, data_chunk_set_size, (struct duck_chunk * chunk, uint64_t n))                      \
	F(void *, vector_get_data, (struct duck_vector * vector))                                  \
	F(uint64_t *, vector_get_validity, (struct duck_vector * vector))                          \
	F(void, vector_ensure_validity_writable, (struct duck_vector * vector))                    \
	F(void, vector_assign_string_element_len,                                                  \
	    (struct duck_vector * vector, uint64_t i, const char *s, uint64_t len))                \
	F(struct duck_vector *, list_vector_get_child, (struct duck_vector * vector))              \
	F(uint64_t, list_vector_get_size, (struct duck_vector * vector))                           \
	F(int, list_vector_set_size, (struct duck_vector * vector, uint64_t n))                    \
	F(int, list_vector_reserve, (struct duck_vector * vector, uint64_t n))                     \
	F(struct duck_vector *, struct_vector_get_child,                                           \
	    (struct duck_vector * vector, uint64_t i))                                             \
	F(uint64_t, vector_size, (void))                                                           \
	F(int, appender_create,                                                                    \
	    (struct duck_connection * connection, const char *schema, const char *table,           \
		struct duck_appender **appender))                                                  \
	F(const char *, appender_error, (struct duck_appender * appender))                         \
	F(int, appender_flush, (struct duck_appender * appender))                                  \
	F(int, appender_destroy, (struct duck_appender * *appender))                               \
	F(int, append_data_chunk, (struct duck_appender * appender, struct duck_chunk * chunk))

struct duck_api {
#define DUCK_FUNCTION(result, name, parameters) result(*name) parameters;
	DUCK_FUNCTIONS(DUCK_FUNCTION)
#undef DUCK_FUNCTION
};

#endif
