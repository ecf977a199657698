/* Kept lines: addresses, verse and records, whose line ends mean something (R4.14). */
#ifndef PUBLISH_READ_KEEP_H
#define PUBLISH_READ_KEEP_H

#include "publish/read/block.h"

recognise keep_take, keep_take_stamp;

#endif
