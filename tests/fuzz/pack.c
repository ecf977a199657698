/* pack_take_doc: any bytes are a document or are refused; a document that was taken is packed and
 * taken again as the same. */
#include "publish/doc/pack.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
pack(struct buf *out, const struct doc *doc)
{
	buf_reset(out);
	pack_doc(out, doc);
	assert(buf_ok(out));
}

static void
check_again(const struct doc *doc)
{
	struct buf first = {0}, second = {0};
	struct doc again;
	doc_init(&again);
	pack(&first, doc);
	assert(pack_take_doc(buf_str(&first), &again));
	pack(&second, &again);
	assert(str_eq(buf_str(&first), buf_str(&second)));
	doc_free(&again);
	buf_free(&first);
	buf_free(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct doc doc;
	doc_init(&doc);
	if (pack_take_doc((struct str){(const char *)bytes, n}, &doc))
		check_again(&doc);
	doc_free(&doc);
	return 0;
}
