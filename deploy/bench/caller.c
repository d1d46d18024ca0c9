/*
 * A crowd of callers in one process: each is diverted to a mailbox, talks (audio of its own, every 20 ms frame unique) and hangs up.
 * Cheaper than SIPp, so that it can stand beside the service on a small machine. Loopback only; ends by itself.
 *
 *   caller --target 127.0.0.1:5060 --speech base.ulaw --calls 300 --concurrent 100 --secs 15 --first 2000 --boxes 100 --out DIR
 *
 * Callers are numbered from --from (0) on; caller n is diverted from extension first + n % boxes. DIR/n.ulaw gets what caller n sent from his
 * first packet on; DIR/calls.csv one line a call, its columns named in the first (times of CLOCK_MONOTONIC and durations, in microseconds):
 *   answer        INVITE to final answer, by the kernel's receive time; -1 if there was none
 *   seen          the same until we came to read it, busy as we are with everybody's packets
 *   first, last   when the first and the last packet went out; frames: how many
 *   worst_late    how late our own worst packet was: a busy machine shows here
 *   worst_at      when that one went out
 *   beep_end      when the last packet of the beep came in (kernel's receive time); 0 if none did
 *   beep_frame    the first frame sent after the sound of that packet was over: where an exact recording begins
 *   over          1 if the call had ended, 0 if it was cut short by SIGTERM or the deadline
 * DIR/pacing.csv says how late the service's packets were: each against the 20 ms steps of its call's most punctual one (kernel's receive
 * time), and beside it a thread of ours that wakes each millisecond, which shows what this machine does to anybody's timing. Columns: who (packet or
 * timer), how many, the 50th, 99th, 99.9th percentile and worst lateness in microseconds, and when the timer was latest (CLOCK_MONOTONIC). DIR/late.csv
 * has each packet that was 2 ms late or more: caller, when it came in (CLOCK_MONOTONIC) and how late it was, in microseconds.
 * --rate R bounds new calls per second; --pcma sends A-law; --silent-out leaves the audio files away; --keep-heard writes what a caller without a beep
 * heard into DIR/n.heard, by RTP time from the first packet on, 0xFF where none came. SIGTERM ends it at once, with its files written.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FRAME = 160, PERIOD_US = 20000, T1_US = 500000, GIVE_UP_US = 32000000, LONGEST_MESSAGE = 4096 };
enum { BIN_US = 20, BINS = 50000, HEARD = 3000, SOUND = HEARD * FRAME, FIRST_TELEPHONE = 5550000, LATE_US = 2000 };
enum state { IDLE, CALLING, TALKING, ENDING, DONE };

struct call {
    enum state state;
    int number, extension, status, rtp;
    uint16_t sequence;
    uint32_t timestamp, ssrc;
    long frame, frames;
    int64_t invited, answered, arrived, seen, next, first_packet, last_packet, worst_late, worst_at, resend, resend_after, hangup, beep_end;
    long beep_frame;
    char to_tag[128], contact[256];
    struct sockaddr_in media;
    uint8_t *audio;
    int64_t *sent_at; /* of each frame */
    int32_t *offsets; /* of what was heard: arrival less its RTP time, microseconds */
    int64_t heard_first;
    uint32_t *heard_at; /* RTP time of each of them, samples since the first */
    uint32_t heard_timestamp;
    int heard;
    uint8_t *sound; /* what was heard, by RTP time; NULL unless it is to be kept */
    size_t sound_end;
    struct call *next_ended;
};

/* How often something was how late. */
struct lateness {
    long counts[BINS], all;
    int64_t worst, worst_at;
};

static struct lateness packets_late, timer_late;
static FILE *late_file;

static struct sockaddr_in target, self;
static int sip;
static struct call *calls;
static int total = 1;
static char local[64], run_id[24];
static uint8_t *speech;
static long speech_length;
static int a_law, base, keep_heard;
static int64_t real_minus_monotonic;
static volatile sig_atomic_t stopped;

static void stop(int signal)
{
    (void)signal;
    stopped = 1;
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void die(const char *what)
{
    perror(what);
    exit(2);
}

/* How long ago the kernel took a packet in (SO_TIMESTAMPNS). */
static int64_t age_us(struct cmsghdr *note)
{
    struct timespec then, real;
    memcpy(&then, CMSG_DATA(note), sizeof then);
    clock_gettime(CLOCK_REALTIME, &real);
    return (int64_t)(real.tv_sec - then.tv_sec) * 1000000 + (real.tv_nsec - then.tv_nsec) / 1000;
}

static void note_lateness(struct lateness *in, int64_t us)
{
    int64_t bin = us / BIN_US;
    in->counts[bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin]++;
    in->all++;
    if (us > in->worst) in->worst = us, in->worst_at = now_us();
}

static long percentile(const struct lateness *of, double share)
{
    long wanted = (long)(share * of->all), seen = 0;
    for (int i = 0; i < BINS; i++)
        if ((seen += of->counts[i]) > wanted) return (long)i * BIN_US;
    return 0;
}

/* A bare thread that wakes each millisecond of absolute time. */
static void *tick(void *nothing)
{
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    while (!stopped) {
        next.tv_nsec += 1000000;
        if (next.tv_nsec >= 1000000000) next.tv_nsec -= 1000000000, next.tv_sec++;
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
        note_lateness(&timer_late, now_us() - ((int64_t)next.tv_sec * 1000000 + next.tv_nsec / 1000));
    }
    return nothing;
}

/* G.711 (ITU-T G.711), µ-law and A-law */
static int ulaw_decode(uint8_t byte)
{
    int u = ~byte & 0xff, t = ((u & 0x0f) << 3) + 0x84;
    t <<= (u & 0x70) >> 4;
    return (u & 0x80) ? 0x84 - t : t - 0x84;
}

static uint8_t ulaw_encode(int linear)
{
    int sign = linear < 0, x = (sign ? -linear : linear), segment = 7;
    if (x > 32635) x = 32635;
    x += 0x84;
    while (segment > 0 && !(x & (0x80 << segment))) segment--;
    return (uint8_t) ~((sign ? 0x80 : 0) | segment << 4 | ((x >> (segment + 3)) & 0x0f));
}

static uint8_t alaw_encode(int linear)
{
    int sign = linear >= 0 ? 0x80 : 0, x = (linear < 0 ? -linear - 1 : linear) >> 3, segment = 0;
    if (x > 4095) x = 4095;
    for (int limit = 31; segment < 7 && x > limit; limit = limit * 2 + 1) segment++;
    return (uint8_t)((sign | segment << 4 | (segment < 2 ? x >> 1 & 0x0f : x >> segment & 0x0f)) ^ 0x55);
}

/* The common speech, begun at another place for every caller, with a faint noise of his own: no two frames of a run are alike. */
static uint8_t *own_audio(int number, long frames)
{
    uint8_t *audio = malloc((size_t)frames * FRAME);
    if (!audio) die("malloc");
    uint32_t noise = 2463534242u ^ (uint32_t)(number + 1) * 2654435761u;
    long at = (long)(((uint64_t)number * 7919 * FRAME) % (uint64_t)speech_length);
    for (long i = 0; i < frames * FRAME; i++) {
        noise ^= noise << 13, noise ^= noise >> 17, noise ^= noise << 5;
        int sample = ulaw_decode(speech[(at + i) % speech_length]) + (int)(noise >> 20 & 0x1ff) - 256;
        audio[i] = a_law ? alaw_encode(sample) : ulaw_encode(sample);
    }
    return audio;
}

static void send_sip(const char *text, int length)
{
    if (sendto(sip, text, (size_t)length, 0, (struct sockaddr *)&target, sizeof target) < 0 && errno != EAGAIN && errno != ECONNREFUSED)
        die("sendto");
}

static void send_invite(struct call *c)
{
    char body[512], text[LONGEST_MESSAGE];
    struct sockaddr_in bound;
    socklen_t size = sizeof bound;
    getsockname(c->rtp, (struct sockaddr *)&bound, &size);
    int length = snprintf(body, sizeof body,
                          "v=0\r\no=- %d 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio %d RTP/AVP %d 101\r\n"
                          "a=rtpmap:%d %s/8000\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\n",
                          c->number, ntohs(bound.sin_port), a_law ? 8 : 0, a_law ? 8 : 0, a_law ? "PCMA" : "PCMU");
    length = snprintf(text, sizeof text,
                      "INVITE sip:8000@%s SIP/2.0\r\nVia: SIP/2.0/UDP %s;branch=z9hG4bK-i-%d-%s\r\nMax-Forwards: 70\r\n"
                      "From: \"Caller %d\" <sip:+1425%07d@127.0.0.1>;tag=f%d\r\nTo: <sip:8000@127.0.0.1>\r\nCall-ID: %d-%s@bench\r\n"
                      "CSeq: 1 INVITE\r\nContact: <sip:c@%s>\r\nDiversion: <sip:%d@127.0.0.1>;reason=no-answer\r\n"
                      "Content-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s",
                      local, local, c->number, run_id, c->number, FIRST_TELEPHONE + c->number, c->number, c->number, run_id, local, c->extension,
                      length, body);
    send_sip(text, length);
}

static void send_in_dialog(struct call *c, const char *method, int cseq)
{
    char text[LONGEST_MESSAGE];
    int length = snprintf(text, sizeof text,
                          "%s %s SIP/2.0\r\nVia: SIP/2.0/UDP %s;branch=z9hG4bK-%s-%d-%s\r\nMax-Forwards: 70\r\n"
                          "From: \"Caller %d\" <sip:+1425%07d@127.0.0.1>;tag=f%d\r\nTo: <sip:8000@127.0.0.1>%s\r\nCall-ID: %d-%s@bench\r\n"
                          "CSeq: %d %s\r\nContact: <sip:c@%s>\r\nContent-Length: 0\r\n\r\n",
                          method, c->contact, local, method, c->number, run_id, c->number, FIRST_TELEPHONE + c->number, c->number, c->to_tag, c->number,
                          run_id, cseq, method, local);
    send_sip(text, length);
}

/* The value of a header, as written at the beginning of a line. */
static int header(const char *message, const char *name, char *value, size_t size)
{
    const char *at = message;
    size_t n = strlen(name);
    while ((at = strstr(at, "\r\n"))) {
        at += 2;
        if (!strncasecmp(at, name, n) && at[n] == ':') {
            at += n + 1;
            while (*at == ' ') at++;
            size_t length = strcspn(at, "\r");
            if (length >= size) length = size - 1;
            memcpy(value, at, length);
            value[length] = 0;
            return 1;
        }
    }
    return 0;
}

/* The call of a Call-ID of this run; NULL for others. */
static struct call *called(const char *id)
{
    int index = atoi(id) - base;
    return strstr(id, run_id) && index >= 0 && index < total && calls[index].number == atoi(id) ? &calls[index] : NULL;
}

/* One sample of G.711, to about a step. */
static int linear(uint8_t code)
{
    int bits = a_law ? code ^ 0x55 : ~code & 0xff, segment = (bits & 0x70) >> 4, step = bits & 0x0f;
    int size = a_law ? (segment ? (step * 2 + 33) << (segment - 1) : step * 2 + 1) * 8 : ((step * 8 + 132) << segment) - 132;
    return (bits & 0x80) == (a_law ? 0x80 : 0) ? size : -size;
}

/* The beep, not silence and not the greeting before it: half a period of 1000 Hz later the sample is its opposite. */
static int is_beep(const uint8_t *samples, ssize_t length)
{
    long sound = 0, rest = 0;
    for (ssize_t i = 0; i + 4 < length; i++) {
        sound += labs((long)linear(samples[i]));
        rest += labs((long)linear(samples[i]) + linear(samples[i + 4]));
    }
    return sound > 300 * length && rest * 4 < sound;
}

/* A packet of a prompt: how far behind its RTP time it came, counted from the first one. */
static void note_arrival(struct call *c, const uint8_t *packet, int64_t at)
{
    uint32_t timestamp = (uint32_t)packet[4] << 24 | (uint32_t)packet[5] << 16 | (uint32_t)packet[6] << 8 | packet[7];
    if (!c->offsets || c->heard == HEARD) return;
    if (!c->heard) c->heard_first = at, c->heard_timestamp = timestamp;
    c->heard_at[c->heard] = timestamp - c->heard_timestamp;
    c->offsets[c->heard++] = (int32_t)(at - c->heard_first - (int64_t)(int32_t)(timestamp - c->heard_timestamp) * 125);
}

/* Lays a packet's sound where its RTP time says. */
static void keep_sound(struct call *c, const uint8_t *packet, size_t length)
{
    uint32_t timestamp = (uint32_t)packet[4] << 24 | (uint32_t)packet[5] << 16 | (uint32_t)packet[6] << 8 | packet[7];
    size_t at = timestamp - c->heard_timestamp, size = length - 12;
    if (!c->sound || !c->heard || at >= SOUND || size > SOUND - at) return;
    memcpy(c->sound + at, packet + 12, size);
    if (at + size > c->sound_end) c->sound_end = at + size;
}

/* Reads what the service sent meanwhile; the kernel has noted when each packet came. */
static void hear(struct call *c)
{
    uint8_t packet[2048], control[128];
    for (;;) {
        struct iovec part = {packet, sizeof packet};
        struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
        ssize_t length = recvmsg(c->rtp, &m, MSG_DONTWAIT);
        if (length < 0) return;
        struct cmsghdr *note = CMSG_FIRSTHDR(&m);
        /* another call's reports may come to this port: it may be one above that call's */
        int audio = length > 12 && (packet[1] & 0x7f) == (a_law ? 8 : 0);
        if (audio && note && note->cmsg_type == SCM_TIMESTAMPNS) {
            struct timespec t;
            memcpy(&t, CMSG_DATA(note), sizeof t);
            note_arrival(c, packet, (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000 - real_minus_monotonic);
            keep_sound(c, packet, (size_t)length);
        }
        if (audio && note && note->cmsg_type == SCM_TIMESTAMPNS && is_beep(packet + 12, length - 12)) {
            struct timespec t;
            memcpy(&t, CMSG_DATA(note), sizeof t);
            c->beep_end = (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000 - real_minus_monotonic;
        }
    }
}

static void finish(struct call *c)
{
    if (c->rtp >= 0) {
        hear(c);
        close(c->rtp);
    }
    c->rtp = -1;
    c->state = DONE;
}

static void answered(struct call *c, const char *message, int64_t now)
{
    char value[512], *tag, *end;
    if (header(message, "To", value, sizeof value) && (tag = strstr(value, ";tag=")))
        snprintf(c->to_tag, sizeof c->to_tag, "%.120s", tag);
    if (header(message, "Contact", value, sizeof value) && (tag = strchr(value, '<')) && (end = strchr(tag, '>'))) {
        *end = 0;
        snprintf(c->contact, sizeof c->contact, "%.250s", tag + 1);
    }
    const char *media = strstr(message, "m=audio ");
    c->media = target;
    c->media.sin_port = htons((uint16_t)(media ? atoi(media + 8) : 0));
    send_in_dialog(c, "ACK", 1);
    c->answered = c->next = c->first_packet = now;
    c->next += (c->number * 7 % 20) * 1000;
    c->state = TALKING;
}

/* @param arrived when the kernel had it, on now's clock: we may have been busy since */
static void on_response(const char *message, int64_t arrived, int64_t now)
{
    char id[128], cseq[64];
    int status = atoi(message + 8);
    if (strncmp(message, "SIP/2.0 ", 8) || !header(message, "Call-ID", id, sizeof id) || !header(message, "CSeq", cseq, sizeof cseq)) return;
    struct call *c = called(id);
    if (!c) return;
    if (strstr(cseq, "BYE")) {
        if (status >= 200 && c->state == ENDING) finish(c);
        return;
    }
    if (!strstr(cseq, "INVITE")) return;
    if (status < 200) {
        c->resend = INT64_MAX;
        return;
    }
    if (c->state == CALLING) {
        c->status = status;
        c->answered = now, c->arrived = arrived, c->seen = now_us();
        if (status < 300) {
            answered(c, message, now);
        } else {
            char value[512], *tag;
            if (header(message, "To", value, sizeof value) && (tag = strstr(value, ";tag="))) snprintf(c->to_tag, sizeof c->to_tag, "%.120s", tag);
            char text[LONGEST_MESSAGE];
            int length = snprintf(text, sizeof text,
                                  "ACK sip:8000@%s SIP/2.0\r\nVia: SIP/2.0/UDP %s;branch=z9hG4bK-i-%d-%s\r\nMax-Forwards: 70\r\n"
                                  "From: \"Caller %d\" <sip:+1425%07d@127.0.0.1>;tag=f%d\r\nTo: <sip:8000@127.0.0.1>%s\r\n"
                                  "Call-ID: %d-%s@bench\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n",
                                  local, local, c->number, run_id, c->number, FIRST_TELEPHONE + c->number, c->number, c->to_tag, c->number, run_id);
            send_sip(text, length);
            finish(c);
        }
    } else if (status < 300 && c->state != IDLE) {
        send_in_dialog(c, "ACK", 1); /* our ACK was lost */
    }
}

/* BYE from the service: answered 200, the call is over. */
static void on_request(const char *message)
{
    char id[128], cseq[64], text[LONGEST_MESSAGE];
    if (!header(message, "Call-ID", id, sizeof id) || !strstr(id, run_id) || !header(message, "CSeq", cseq, sizeof cseq)) return;
    char via[512] = "", from[512] = "", to[512] = "";
    header(message, "Via", via, sizeof via), header(message, "From", from, sizeof from), header(message, "To", to, sizeof to);
    int length = snprintf(text, sizeof text, "SIP/2.0 200 OK\r\nVia: %s\r\nFrom: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %s\r\nContent-Length: 0\r\n\r\n",
                          via, from, to, id, cseq);
    send_sip(text, length);
    struct call *c = called(id);
    if (c && !strncmp(message, "BYE ", 4)) finish(c);
}

static void receive(int64_t now)
{
    char message[65536], control[128];
    for (;;) {
        struct iovec part = {message, sizeof message - 1};
        struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
        ssize_t length = recvmsg(sip, &m, MSG_DONTWAIT);
        if (length <= 0) return;
        message[length] = 0;
        struct cmsghdr *note = CMSG_FIRSTHDR(&m);
        if (!note || note->cmsg_type != SCM_TIMESTAMPNS) die("no time stamp");
        if (!strncmp(message, "SIP/2.0", 7)) on_response(message, now_us() - age_us(note), now);
        else on_request(message);
    }
}

static void send_frame(struct call *c, int64_t now)
{
    uint8_t packet[12 + FRAME] = {0x80, (uint8_t)(a_law ? 8 : 0)};
    if (!c->frame) packet[1] |= 0x80, c->first_packet = now;
    packet[2] = (uint8_t)(c->sequence >> 8), packet[3] = (uint8_t)c->sequence;
    for (int i = 0; i < 4; i++) packet[4 + i] = (uint8_t)(c->timestamp >> (24 - 8 * i)), packet[8 + i] = (uint8_t)(c->ssrc >> (24 - 8 * i));
    memcpy(packet + 12, c->audio + c->frame * FRAME, FRAME);
    sendto(c->rtp, packet, sizeof packet, MSG_DONTWAIT, (struct sockaddr *)&c->media, sizeof c->media);
    if (now - c->next > c->worst_late) c->worst_late = now - c->next, c->worst_at = now;
    c->sent_at[c->frame] = now;
    c->sequence++, c->timestamp += FRAME, c->frame++;
    if (c->frame % 25 == 0) hear(c);
    c->next += PERIOD_US;
    c->last_packet = now;
}

static void step(struct call *c, int64_t now)
{
    if (c->state == CALLING && now >= c->resend) {
        send_invite(c);
        c->resend_after *= 2, c->resend = now + c->resend_after;
    }
    if (c->state == CALLING && now - c->invited > GIVE_UP_US) c->status = 408, finish(c);
    if (c->state == TALKING) {
        while (c->frame < c->frames && now >= c->next) send_frame(c, now);
        if (c->frame >= c->frames && now >= c->next) {
            c->state = ENDING, c->resend = 0, c->resend_after = T1_US, c->hangup = now;
        }
    }
    if (c->state == ENDING && now >= c->resend) {
        if (now - c->hangup > GIVE_UP_US) {
            finish(c);
            return;
        }
        send_in_dialog(c, "BYE", 2);
        c->resend = now + c->resend_after, c->resend_after *= 2;
    }
}

static void begin(struct call *c, int number, int first, int boxes, long frames, int64_t now)
{
    struct sockaddr_in any = self;
    int on = 1;
    any.sin_port = 0;
    c->number = number, c->extension = first + number % boxes, c->frames = frames;
    c->rtp = socket(AF_INET, SOCK_DGRAM, 0);
    if (c->rtp < 0 || bind(c->rtp, (struct sockaddr *)&any, sizeof any) < 0) die("rtp socket");
    setsockopt(c->rtp, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    c->audio = own_audio(number, frames);
    c->sent_at = calloc((size_t)frames, sizeof *c->sent_at);
    c->offsets = calloc(HEARD, sizeof *c->offsets);
    c->heard_at = calloc(HEARD, sizeof *c->heard_at);
    if (keep_heard) {
        c->sound = malloc(SOUND);
        if (!c->sound) die("malloc");
        memset(c->sound, 0xff, SOUND);
    }
    if (!c->sent_at || !c->offsets || !c->heard_at) die("calloc");
    c->ssrc = 0x10000u + (uint32_t)number, c->sequence = (uint16_t)(number * 31), c->timestamp = (uint32_t)number * 1000u;
    c->resend = now + T1_US, c->resend_after = T1_US;
    c->state = CALLING;
    c->invited = now_us();
    send_invite(c);
}

static void write_audio(const char *out, int number, const char *kind, const uint8_t *audio, size_t length)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%d.%s", out, number, kind);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(audio, 1, length, f) != length || fclose(f)) die(path);
}

/* Keeps what is known of a call that has ended, and lets go of the rest. */
static void put_away(struct call *c, const char *out, int keep)
{
    if (keep && c->frame) write_audio(out, c->number, "ulaw", c->audio, (size_t)c->frame * FRAME);
    if (c->sound && c->sound_end && !c->beep_end) write_audio(out, c->number, "heard", c->sound, c->sound_end);
    while (c->beep_end && c->beep_frame < c->frame && c->sent_at[c->beep_frame] < c->beep_end + PERIOD_US) c->beep_frame++;
    int32_t earliest = 0;
    for (int i = 0; i < c->heard; i++)
        if (c->offsets[i] < earliest) earliest = c->offsets[i];
    for (int i = 0; i < c->heard; i++) {
        int32_t late = c->offsets[i] - earliest;
        note_lateness(&packets_late, late);
        if (late >= LATE_US)
            fprintf(late_file, "%d,%lld,%d\n", c->number, (long long)(c->heard_first + (int64_t)(int32_t)c->heard_at[i] * 125 + c->offsets[i]), late);
    }
    free(c->audio);
    free(c->sent_at);
    free(c->offsets);
    free(c->heard_at);
    free(c->sound);
    c->audio = NULL, c->sent_at = NULL, c->offsets = NULL, c->heard_at = NULL, c->sound = NULL;
}

/* Calls that have ended and are to be put away: files are written by a thread of their own, as a disk may make its writer wait. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct call *first, *last;
    int closed, keep;
    const char *out;
} ended = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static void hand_over(struct call *c)
{
    pthread_mutex_lock(&ended.lock);
    if (ended.last) ended.last->next_ended = c;
    else ended.first = c;
    ended.last = c;
    pthread_cond_signal(&ended.changed);
    pthread_mutex_unlock(&ended.lock);
}

static void *put_away_all(void *nothing)
{
    pthread_mutex_lock(&ended.lock);
    while (ended.first || !ended.closed) {
        struct call *c = ended.first;
        if (!c) {
            pthread_cond_wait(&ended.changed, &ended.lock);
            continue;
        }
        ended.first = c->next_ended;
        if (!ended.first) ended.last = NULL;
        pthread_mutex_unlock(&ended.lock);
        put_away(c, ended.out, ended.keep);
        pthread_mutex_lock(&ended.lock);
    }
    pthread_mutex_unlock(&ended.lock);
    return nothing;
}

int main(int argc, char **argv)
{
    const char *out = NULL, *speech_file = NULL;
    int concurrent = 1, first = 2000, boxes = 100, keep = 1;
    double secs = 15, rate = 1e9;
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (!strcmp(argv[i], "--pcma")) { a_law = 1; continue; }
        if (!strcmp(argv[i], "--silent-out")) { keep = 0; continue; }
        if (!strcmp(argv[i], "--keep-heard")) { keep_heard = 1; continue; }
        if (!strcmp(argv[i], "--target")) {
            char host[64];
            int port;
            if (sscanf(value, "%63[^:]:%d", host, &port) != 2 || strncmp(host, "127.", 4)) return fprintf(stderr, "--target 127.x.x.x:port\n"), 2;
            target.sin_family = AF_INET, target.sin_port = htons((uint16_t)port);
            inet_pton(AF_INET, host, &target.sin_addr);
        } else if (!strcmp(argv[i], "--speech")) speech_file = value;
        else if (!strcmp(argv[i], "--calls")) total = atoi(value);
        else if (!strcmp(argv[i], "--concurrent")) concurrent = atoi(value);
        else if (!strcmp(argv[i], "--secs")) secs = atof(value);
        else if (!strcmp(argv[i], "--rate")) rate = atof(value);
        else if (!strcmp(argv[i], "--first")) first = atoi(value);
        else if (!strcmp(argv[i], "--boxes")) boxes = atoi(value);
        else if (!strcmp(argv[i], "--from")) base = atoi(value);
        else if (!strcmp(argv[i], "--out")) out = value;
        else return fprintf(stderr, "unknown option %s\n", argv[i]), 2;
        i++;
    }
    FILE *f = speech_file ? fopen(speech_file, "rb") : NULL;
    if (!f || !out || !target.sin_port || total < 1 || total > 200000) return fprintf(stderr, "needs --target --speech --out\n"), 2;
    fseek(f, 0, SEEK_END), speech_length = ftell(f), rewind(f);
    speech = malloc((size_t)speech_length);
    if (!speech || fread(speech, 1, (size_t)speech_length, f) != (size_t)speech_length) die(speech_file);
    fclose(f);

    socklen_t size = sizeof self;
    int large = 4 << 20, on = 1;
    self.sin_family = AF_INET, self.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sip = socket(AF_INET, SOCK_DGRAM, 0);
    if (sip < 0 || bind(sip, (struct sockaddr *)&self, sizeof self) < 0) die("sip socket");
    setsockopt(sip, SOL_SOCKET, SO_RCVBUF, &large, sizeof large);
    setsockopt(sip, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    getsockname(sip, (struct sockaddr *)&self, &size);
    snprintf(local, sizeof local, "127.0.0.1:%d", ntohs(self.sin_port));
    snprintf(run_id, sizeof run_id, "%lx", (unsigned long)time(NULL) ^ (unsigned long)getpid() << 20);

    struct timespec real;
    clock_gettime(CLOCK_REALTIME, &real);
    real_minus_monotonic = (int64_t)real.tv_sec * 1000000 + real.tv_nsec / 1000 - now_us();
    signal(SIGTERM, stop), signal(SIGINT, stop);

    calls = calloc((size_t)total, sizeof *calls);
    if (!calls) die("calloc");
    for (int i = 0; i < total; i++) calls[i].rtp = -1, calls[i].number = -1;
    int *active = calloc((size_t)concurrent + 1, sizeof *active);
    if (!active) die("calloc");
    char path[512];
    snprintf(path, sizeof path, "%s/late.csv", out);
    late_file = fopen(path, "w");
    if (!late_file) die(path);
    fprintf(late_file, "number,at,late\n");
    pthread_t timer, writer;
    ended.out = out, ended.keep = keep;
    if (pthread_create(&timer, NULL, tick, NULL) || pthread_create(&writer, NULL, put_away_all, NULL)) die("pthread_create");
    int begun = 0, up = 0;
    int64_t start = now_us(), deadline = start + (int64_t)((secs + 60) * 1e6) * (total / concurrent + 2);
    while (!stopped && (begun < total || up) && now_us() < deadline) {
        struct pollfd p = {.fd = sip, .events = POLLIN};
        struct timespec millisecond = {0, 1000000};
        ppoll(&p, 1, &millisecond, NULL);
        int64_t now = now_us();
        receive(now);
        while (up < concurrent && begun < total && (double)(now - start) / 1e6 * rate >= begun) {
            begin(&calls[begun], base + begun, first, boxes, (long)(secs * 50), now);
            active[up++] = begun++;
        }
        for (int i = 0; i < up;) {
            struct call *c = &calls[active[i]];
            step(c, now_us());
            if (i % 25 == 24) receive(now_us());
            if (c->state == DONE) {
                hand_over(c);
                active[i] = active[--up];
            } else {
                i++;
            }
        }
    }
    for (int i = 0; i < up; i++) hand_over(&calls[active[i]]);
    pthread_mutex_lock(&ended.lock);
    ended.closed = 1;
    pthread_cond_signal(&ended.changed);
    pthread_mutex_unlock(&ended.lock);
    pthread_join(writer, NULL);
    stopped = 1;
    pthread_join(timer, NULL);
    fclose(late_file);
    snprintf(path, sizeof path, "%s/pacing.csv", out);
    f = fopen(path, "w");
    if (!f) die(path);
    fprintf(f, "who,number,p50,p99,p999,worst,worst_at\n");
    const struct lateness *both[] = {&packets_late, &timer_late};
    for (int i = 0; i < 2; i++)
        fprintf(f, "%s,%ld,%ld,%ld,%ld,%lld,%lld\n", i ? "timer" : "packet", both[i]->all, percentile(both[i], 0.5), percentile(both[i], 0.99),
                percentile(both[i], 0.999), (long long)both[i]->worst, i ? (long long)both[i]->worst_at : 0LL);
    fclose(f);
    snprintf(path, sizeof path, "%s/calls.csv", out);
    f = fopen(path, "w");
    if (!f) die(path);
    fprintf(f, "number,extension,status,answer,seen,first,last,frames,worst_late,worst_at,beep_end,beep_frame,over\n");
    int good = 0;
    for (int i = 0; i < begun; i++) {
        struct call *c = &calls[i];
        int over = c->state == DONE;
        good += c->status == 200 && over;
        fprintf(f, "%d,%d,%d,%lld,%lld,%lld,%lld,%ld,%lld,%lld,%lld,%ld,%d\n", c->number, c->extension, c->status,
                (long long)(c->answered ? c->arrived - c->invited : -1), (long long)(c->answered ? c->seen - c->invited : -1), (long long)c->first_packet, (long long)c->last_packet, c->frame,
                (long long)c->worst_late, (long long)c->worst_at, (long long)c->beep_end, c->beep_frame, over);
    }
    fclose(f);
    printf("%d of %d calls answered and ended\n", good, total);
    return good == total ? 0 : 1;
}
