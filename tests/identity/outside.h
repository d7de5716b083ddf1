/* outside.h - what else moves the break or allocates: the program's own sbrk,
   a mapping in the way of the break, and libc itself. Each prints a part of
   a line. */
#ifndef OUTSIDE_H
#define OUTSIDE_H

void move_break(void);
void move_wall(void);
void use_libc(void);

#endif
