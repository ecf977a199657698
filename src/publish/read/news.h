/* News that follow one another, each block a day over a headline and a few lines (R4.12). */
#ifndef PUBLISH_READ_NEWS_H
#define PUBLISH_READ_NEWS_H

#include "publish/read/block.h"

/* Takes the day and the headline; one block alone is no news. */
recognise news_take;

#endif
