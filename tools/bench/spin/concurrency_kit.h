/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/** @file
 * Concurrency Kit's spinlocks, called through functions, because its headers are C and not C++. pthread_spin_lock
 * also costs a call.
 */

#ifdef __cplusplus
extern "C" {
#endif

struct CkFas {
    unsigned value;
};
struct CkTicket {
    unsigned value;
};
struct CkNode {
    unsigned flag;
    struct CkNode* link;
};
struct CkQueue {
    struct CkNode* tail;
};

void ck_fas_lock(struct CkFas* lock);
void ck_fas_unlock(struct CkFas* lock);
void ck_ticket_lock(struct CkTicket* lock);
void ck_ticket_unlock(struct CkTicket* lock);
void ck_mcs_lock(struct CkQueue* lock, struct CkNode* node);
void ck_mcs_unlock(struct CkQueue* lock, struct CkNode* node);
/** The lock begins with a node that no thread owns. */
void ck_clh_init(struct CkQueue* lock, struct CkNode* unowned);
void ck_clh_lock(struct CkQueue* lock, struct CkNode* node);
/** The thread continues with another node. */
void ck_clh_unlock(struct CkNode** node);

#ifdef __cplusplus
}
#endif
