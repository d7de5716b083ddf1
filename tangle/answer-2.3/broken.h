/* broken.h: tangled from book/02-contract.nw; edit that, not this. */
/* broken.h - what a broken heap includes. */
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "healthy.h"
#include "hpoc.h"
