/* The floors of the bench: the barest epoll servers that still send every byte a reader must get.
 * `floor REPLY` is the Gopher one, `floor REPLY CRT KEY` the Gemini one with the daemon's group,
 * cipher, session cache and allocator; the listening socket is standard input. Nothing is parsed,
 * looked up, logged or timed, and nobody waits for the client. */
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct link {
	int fd;
	bool is_dry; /* the last read took all there was */
	SSL *ssl;
	size_t out_n;
	char out[8192];
};

static char reply[4096];
static size_t reply_n;
static SSL_CTX *context;
static BIO_METHOD *method;

static int
bio_read(BIO *bio, char *bytes, int n)
{
	struct link *link = BIO_get_data(bio);
	ssize_t got = link->is_dry ? -1 : recv(link->fd, bytes, (size_t)n, 0);
	BIO_clear_retry_flags(bio);
	if (got < 0)
		BIO_set_retry_read(bio);
	link->is_dry = got < n;
	return (int)got;
}

static int
bio_write(BIO *bio, const char *bytes, int n)
{
	struct link *link = BIO_get_data(bio); /* its room is ample for all there is to say */
	memcpy(link->out + link->out_n, bytes, (size_t)n);
	link->out_n += (size_t)n;
	return n;
}

static long
bio_control(BIO *bio, int command, long number, void *pointer)
{
	return (void)bio, (void)number, (void)pointer, command == BIO_CTRL_FLUSH;
}

static void
open_context(const char *crt, const char *key)
{
	context = SSL_CTX_new(TLS_server_method());
	method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "link");
	BIO_meth_set_read(method, bio_read);
	BIO_meth_set_write(method, bio_write);
	BIO_meth_set_ctrl(method, bio_control);
	SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
	SSL_CTX_set_num_tickets(context, 1);
	SSL_CTX_sess_set_cache_size(context, 256);
	SSL_CTX_set_session_id_context(context, (const unsigned char *)"floor", 5);
	SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN);
	SSL_CTX_set_read_ahead(context, 1);
	if (SSL_CTX_use_certificate_chain_file(context, crt) != 1 ||
	    SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1 ||
	    SSL_CTX_set1_groups_list(context, "X25519:P-256") != 1 ||
	    SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256") != 1 ||
	    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM") != 1)
		exit(1);
}

static void
start_tls(struct link *link)
{
	BIO *bio = BIO_new(method);
	link->ssl = SSL_new(context);
	BIO_set_data(bio, link);
	BIO_set_init(bio, 1);
	SSL_set_bio(link->ssl, bio, bio);
	SSL_set_accept_state(link->ssl);
}

/* Whether it waits for more. All that one turn says leaves in one write. */
static bool
step_tls(struct link *link)
{
	char request[1026];
	if (!link->ssl)
		start_tls(link);
	link->is_dry = false;
	int n = SSL_read(link->ssl, request, sizeof request);
	bool waits = n <= 0 && SSL_get_error(link->ssl, n) == SSL_ERROR_WANT_READ;
	if (waits && SSL_session_reused(link->ssl))
		SSL_set_num_tickets(link->ssl, 0);
	if (n > 0 && SSL_write(link->ssl, reply, (int)reply_n) > 0)
		SSL_shutdown(link->ssl);
	if (link->out_n && send(link->fd, link->out, link->out_n, MSG_NOSIGNAL) > 0)
		link->out_n = 0;
	if (!waits)
		SSL_free(link->ssl);
	return waits;
}

static void
step(struct link *link)
{
	char request[1026];
	if (context && step_tls(link))
		return;
	if (!context && recv(link->fd, request, sizeof request, 0) > 0)
		send(link->fd, reply, reply_n, MSG_NOSIGNAL);
	close(link->fd);
	free(link);
}

static void
watch(int epoll, int fd, struct link *link)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = link};
	epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static void
take(int epoll)
{
	struct link *link = malloc(sizeof *link);
	link->fd = accept4(STDIN_FILENO, NULL, NULL, SOCK_NONBLOCK);
	link->ssl = NULL, link->out_n = 0;
	watch(epoll, link->fd, link);
}

int
main(int argc, char **argv)
{
	FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
	if (!file || (reply_n = fread(reply, 1, sizeof reply, file)) == 0)
		return 1;
	if (argc == 4)
		open_context(argv[2], argv[3]);
	int epoll = epoll_create1(0);
	struct epoll_event events[64];
	for (watch(epoll, STDIN_FILENO, NULL);;)
		for (int i = 0, n = epoll_wait(epoll, events, 64, -1); i < n; i++)
			events[i].data.ptr ? step(events[i].data.ptr) : take(epoll);
}
