/* A disk that forgets. Loaded into a process with LD_PRELOAD, this keeps beside
 * each file of one folder what a disk would hold of it if the power went off: what
 * was written counts only once the file has been synchronised. SQLite calls these
 * functions; what Go itself writes goes past them.
 *
 * POWERCUT_FROM is the folder, POWERCUT_TO the one that holds what would be left. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 16

struct range {
	off_t at, end;
};

/* What is known of one file. */
struct file {
	char name[NAME_MAX + 1];
	int durable; /* what would be left of it */
	off_t cut;   /* the least it was cut to since it was synchronised, or -1 */
	struct range *written;
	size_t count, room;
};

static struct file files[FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void give_up(const char *why)
{
	fprintf(stderr, "powercut: %s\n", why);
	abort();
}

#define REAL(result, function, ...) \
	static result (*real)(__VA_ARGS__); \
	if (!real && !(real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, function))) \
		give_up(function)

/* The file behind fd, or 0 if it is not in the folder. The lock must be held. */
static struct file *file_of(int fd)
{
	const char *from = getenv("POWERCUT_FROM"), *to = getenv("POWERCUT_TO");
	char link[64], path[PATH_MAX], left[PATH_MAX];
	size_t length = from ? strlen(from) : 0;
	struct file *f;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, path, sizeof path - 1);
	if (n <= 0 || !to)
		return 0;
	path[n] = 0;
	if (strncmp(path, from, length) || path[length] != '/' || strchr(path + length + 1, '/'))
		return 0;
	for (f = files; f < files + FILES && f->name[0]; f++)
		if (!strcmp(f->name, path + length + 1))
			return f;
	if (f == files + FILES || strlen(path + length + 1) > NAME_MAX)
		give_up("too many files");
	strcpy(f->name, path + length + 1);
	snprintf(left, sizeof left, "%s/%s", to, f->name);
	f->durable = open(left, O_RDWR | O_CREAT, 0600);
	f->cut = -1;
	if (f->durable < 0)
		give_up("a file cannot be made");
	return f;
}

static void wrote(int fd, off_t at, ssize_t n)
{
	if (n <= 0)
		return;
	pthread_mutex_lock(&lock);
	struct file *f = file_of(fd);
	if (f) {
		if (f->count == f->room) {
			f->room = 2 * f->room + 64;
			f->written = realloc(f->written, f->room * sizeof *f->written);
			if (!f->written)
				give_up("no memory");
		}
		f->written[f->count++] = (struct range){at, at + n};
	}
	pthread_mutex_unlock(&lock);
}

static void was_cut(int fd, off_t length)
{
	pthread_mutex_lock(&lock);
	struct file *f = file_of(fd);
	if (f && (f->cut < 0 || length < f->cut))
		f->cut = length;
	pthread_mutex_unlock(&lock);
}

static int (*cut_durable)(int, off_t);
static ssize_t (*write_durable)(int, const void *, size_t, off_t);

/* Everything written to fd so far would be left from now on. */
static void synchronised(int fd)
{
	char buffer[1 << 16];
	struct stat now;

	if (!cut_durable)
		cut_durable = (int (*)(int, off_t))dlsym(RTLD_NEXT, "ftruncate");
	if (!write_durable)
		write_durable = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite");
	pthread_mutex_lock(&lock);
	struct file *f = file_of(fd);
	if (f && !fstat(fd, &now)) {
		if (f->cut >= 0 && cut_durable(f->durable, f->cut))
			give_up("a file cannot be cut");
		for (size_t i = 0; i < f->count; i++) {
			off_t at = f->written[i].at;
			while (at < f->written[i].end) {
				size_t want = f->written[i].end - at;
				ssize_t n = pread(fd, buffer, want < sizeof buffer ? want : sizeof buffer, at);
				if (n <= 0)
					break; /* it was cut off again */
				if (write_durable(f->durable, buffer, n, at) != n)
					give_up("a file cannot be written");
				at += n;
			}
		}
		if (cut_durable(f->durable, now.st_size))
			give_up("a file cannot be cut");
		f->count = 0;
		f->cut = -1;
	}
	pthread_mutex_unlock(&lock);
}

ssize_t pwrite(int fd, const void *data, size_t n, off_t at)
{
	REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
	ssize_t done = real(fd, data, n, at);
	wrote(fd, at, done);
	return done;
}

ssize_t pwrite64(int fd, const void *data, size_t n, off64_t at)
{
	REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
	ssize_t done = real(fd, data, n, at);
	wrote(fd, at, done);
	return done;
}

ssize_t write(int fd, const void *data, size_t n)
{
	REAL(ssize_t, "write", int, const void *, size_t);
	ssize_t done = real(fd, data, n);
	wrote(fd, lseek(fd, 0, SEEK_CUR) - done, done);
	return done;
}

int ftruncate(int fd, off_t length)
{
	REAL(int, "ftruncate", int, off_t);
	int failed = real(fd, length);
	if (!failed)
		was_cut(fd, length);
	return failed;
}

int ftruncate64(int fd, off64_t length)
{
	REAL(int, "ftruncate64", int, off64_t);
	int failed = real(fd, length);
	if (!failed)
		was_cut(fd, length);
	return failed;
}

/* A file that is deleted is gone at once. */
int unlink(const char *path)
{
	REAL(int, "unlink", const char *);
	const char *from = getenv("POWERCUT_FROM"), *to = getenv("POWERCUT_TO");
	size_t length = from ? strlen(from) : 0;
	char left[PATH_MAX];
	int failed = real(path);

	if (failed || !to || strncmp(path, from, length) || path[length] != '/')
		return failed;
	pthread_mutex_lock(&lock);
	for (struct file *f = files; f < files + FILES && f->name[0]; f++)
		if (!strcmp(f->name, path + length + 1)) {
			close(f->durable);
			strcpy(f->name, "/"); /* no file has that name */
		}
	snprintf(left, sizeof left, "%s%s", to, path + length);
	real(left);
	pthread_mutex_unlock(&lock);
	return failed;
}

int fsync(int fd)
{
	REAL(int, "fsync", int);
	int failed = real(fd);
	if (!failed)
		synchronised(fd);
	return failed;
}

int fdatasync(int fd)
{
	REAL(int, "fdatasync", int);
	int failed = real(fd);
	if (!failed)
		synchronised(fd);
	return failed;
}
