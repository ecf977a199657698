/* What the values of a configuration must be. Each check complains by cfg_error. */
#ifndef DAEMON_CONFIG_CHECK_H
#define DAEMON_CONFIG_CHECK_H

#include "daemon/net/address.h"

#include <confuse.h>

/* Makes libconfuse check each value as soon as it is read, and each capsule as a whole. */
void config_check_all(cfg_t *cfg);

/* Values in words: "auto", 0, or a number; an address form's name. 0, or -1: it is none. */
int config_check_workers(const char *text, unsigned *workers);
int config_check_form(const char *text, enum address_form *form);

#endif
