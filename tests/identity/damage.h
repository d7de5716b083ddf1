/* damage.h - a program that writes where it must not. */
#ifndef DAMAGE_H
#define DAMAGE_H

#include <stddef.h>

/* play_damage - plays so many streams, with the seeds from first on, each in
   a process of its own and with a new heap. At a random step, and at up to
   five more, it overwrites a head, a foot, a link or another word of some
   chunk; then it goes on for as long as it can. */
void play_damage(size_t first, size_t count, size_t steps,
                 void (*step)(void));

#endif
