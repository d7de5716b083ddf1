/* new.h: three lines, one of them blank. */

int number_of_things(void);
