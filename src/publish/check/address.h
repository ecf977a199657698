/* An address is a URL or a mail address as people type it; judged is whether anyone can follow it.
 */
#ifndef PUBLISH_CHECK_ADDRESS_H
#define PUBLISH_CHECK_ADDRESS_H

#include "base/str.h"

/* Why an address in a text cannot be followed, with what to do: "lacks the name of a host; …".
 * NULL: it can, or the word is no address. */
const char *address_fault(struct str word);

/* The same for the target of a link, which is an address in any case. */
const char *address_target_fault(struct str target);

#endif
