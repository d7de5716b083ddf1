/* damage.h - a program that writes where it must not. */
#ifndef DAMAGE_H
#define DAMAGE_H

#include <stddef.h>

/* play_damage - takes so many steps, and at a random one and perhaps two
   more overwrites a head, a foot, a link or another word of some chunk. Ends
   the program, if the clock has to. */
void play_damage(size_t steps, void (*step)(void));

#endif
