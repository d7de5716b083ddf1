/* scenario.h: tangled from book/02-contract.nw; edit that, not this. */
/* scenario.h - between the C that scn.awk writes and heap.c. */
#ifndef SCENARIO_H
#define SCENARIO_H

#include <stddef.h>

/* What scn.awk makes of one statement of a scenario. */
struct statement {
    unsigned line;              /* in the scenario file */
    const char *code, *note;    /* the statement; its // note or "" */
    const char *figure;         /* its //! figure id, or "" */
    const char *question;       /* its //? question, or "" */
};

/* scenario - made from the .scn file: names its variables, then runs
   statement after statement and shows each. */
void scenario(void);

/* name_variable, name_element - from now on a picture may call the
   address in *variable by this name. */
void name_variable(const char *name, char **variable);
void name_element(const char *name, unsigned index, char **variable);

/* show - prints the heap as it stands after s. */
void show(const struct statement *s);

/* What a scenario calls instead of malloc and its family: hp_malloc and
   so on, noting what was asked for. assigned: *variable is about to get
   a new address. */
void assigned(char **variable);
void *asked_malloc(size_t size);
void *asked_calloc(size_t count, size_t size);
void *asked_realloc(void *mem, size_t size);
void *asked_memalign(size_t alignment, size_t size);
void asked_free(void *mem);

#endif
