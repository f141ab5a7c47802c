/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tools/bench/spin/concurrency_kit.h"

#include <ck_spinlock.h>

_Static_assert(sizeof(struct CkFas) == sizeof(ck_spinlock_fas_t), "ck_spinlock_fas_t");
_Static_assert(sizeof(struct CkTicket) == sizeof(ck_spinlock_ticket_t), "ck_spinlock_ticket_t");
_Static_assert(sizeof(struct CkNode) == sizeof(ck_spinlock_mcs_context_t), "ck_spinlock_mcs_context_t");
_Static_assert(sizeof(struct CkNode) == sizeof(ck_spinlock_clh_t), "ck_spinlock_clh_t");
_Static_assert(sizeof(struct CkQueue) == sizeof(ck_spinlock_mcs_t), "ck_spinlock_mcs_t");

void ck_fas_lock(struct CkFas* lock) {
    ck_spinlock_fas_lock((ck_spinlock_fas_t*)lock);
}
void ck_fas_unlock(struct CkFas* lock) {
    ck_spinlock_fas_unlock((ck_spinlock_fas_t*)lock);
}

void ck_ticket_lock(struct CkTicket* lock) {
    ck_spinlock_ticket_lock((ck_spinlock_ticket_t*)lock);
}
void ck_ticket_unlock(struct CkTicket* lock) {
    ck_spinlock_ticket_unlock((ck_spinlock_ticket_t*)lock);
}

void ck_mcs_lock(struct CkQueue* lock, struct CkNode* node) {
    ck_spinlock_mcs_lock((ck_spinlock_mcs_t*)lock, (ck_spinlock_mcs_context_t*)node);
}
void ck_mcs_unlock(struct CkQueue* lock, struct CkNode* node) {
    ck_spinlock_mcs_unlock((ck_spinlock_mcs_t*)lock, (ck_spinlock_mcs_context_t*)node);
}

void ck_clh_init(struct CkQueue* lock, struct CkNode* unowned) {
    ck_spinlock_clh_init((ck_spinlock_clh_t**)lock, (ck_spinlock_clh_t*)unowned);
}
void ck_clh_lock(struct CkQueue* lock, struct CkNode* node) {
    ck_spinlock_clh_lock((ck_spinlock_clh_t**)lock, (ck_spinlock_clh_t*)node);
}
void ck_clh_unlock(struct CkNode** node) {
    ck_spinlock_clh_unlock((ck_spinlock_clh_t**)node);
}
