// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/consistency/seq_cst.hpp"

#include <cstddef>

namespace model::native {
namespace {

/// A relation on the events of a graph: one row of bits per event.
class Relation {
  public:
    explicit Relation(std::size_t size)
        : size_(size), words_((size + word_bits - 1) / word_bits), bits_(size * words_, 0) {}

    bool has(std::size_t from, std::size_t to) const {
        return (row(from)[to / word_bits] >> (to % word_bits) & 1U) != 0;
    }
    void add(std::size_t from, std::size_t to) { row(from)[to / word_bits] |= Word{1} << (to % word_bits); }

    Relation then(const Relation& other) const {
        Relation result(size_);
        for (std::size_t from = 0; from < size_; ++from) {
            for (std::size_t via = 0; via < size_; ++via) {
                if (has(from, via)) unite_rows(result.row(from), other.row(via));
            }
        }
        return result;
    }

    void unite(const Relation& other) {
        for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
    }

    bool is_acyclic() const {
        Relation closure = *this;
        for (std::size_t via = 0; via < size_; ++via) {
            for (std::size_t from = 0; from < size_; ++from) {
                if (closure.has(from, via)) unite_rows(closure.row(from), closure.row(via));
            }
            if (closure.has(via, via)) return false;
        }
        for (std::size_t event = 0; event < size_; ++event) {
            if (closure.has(event, event)) return false;
        }
        return true;
    }

  private:
    using Word = std::uint64_t;
    static constexpr std::size_t word_bits = 64;

    Word* row(std::size_t event) { return &bits_[event * words_]; }
    const Word* row(std::size_t event) const { return &bits_[event * words_]; }
    void unite_rows(Word* to, const Word* from) const {
        for (std::size_t word = 0; word < words_; ++word) to[word] |= from[word];
    }

    std::size_t size_;
    std::size_t words_;
    std::vector<Word> bits_;
};

class SeqCst {
  public:
    explicit SeqCst(const Graph& graph)
        : events_(memory_events(graph)), size_(events_.size()), hb_(size_), eco_(size_), scb_(size_) {
        Relation different_location(size_);
        Relation rf(size_);
        Relation co_or_fr(size_);
        for (std::size_t i = 0; i < size_; ++i) {
            for (std::size_t j = 0; j < size_; ++j) {
                if (i == j) continue;
                const GraphEvent& a = *events_[i];
                const GraphEvent& b = *events_[j];
                const bool same_location = a.is_access() && b.is_access() && a.location == b.location;
                const bool program_order = a.cpu == b.cpu && a.index < b.index;
                const bool before = b.happens_before.covers(a.cpu, a.tick);
                if (program_order) scb_.add(i, j);
                if (program_order && !same_location) different_location.add(i, j);
                if (before) hb_.add(i, j);
                if (before && same_location) scb_.add(i, j);
                if (!same_location) continue;
                if (b.is_read() && b.reads_from == &a) rf.add(i, j);
                // Coherence, and the order from a read to the writes after the one that it reads.
                if (b.is_write() && b.coherence > position_of(a.is_write() ? &a : a.reads_from)) {
                    co_or_fr.add(i, j);
                }
            }
        }
        scb_.unite(co_or_fr);
        scb_.unite(different_location.then(hb_).then(different_location));
        eco_ = co_or_fr.then(rf);
        eco_.unite(rf);
        eco_.unite(co_or_fr);
    }

    bool is_acyclic() const {
        Relation psc(size_);
        // psc_base: the ends of scb are seq_cst accesses, or reach seq_cst fences by happens-before.
        Relation into(size_);
        Relation out_of(size_);
        for (std::size_t i = 0; i < size_; ++i) {
            if (!is_seq_cst(i)) continue;
            into.add(i, i);
            out_of.add(i, i);
            if (events_[i]->kind != EventKind::fence) continue;
            for (std::size_t j = 0; j < size_; ++j) {
                if (hb_.has(i, j)) into.add(i, j);
                if (hb_.has(j, i)) out_of.add(j, i);
            }
        }
        psc.unite(into.then(scb_).then(out_of));
        // psc_F
        Relation between = hb_.then(eco_).then(hb_);
        between.unite(hb_);
        for (std::size_t i = 0; i < size_; ++i) {
            for (std::size_t j = 0; j < size_; ++j) {
                if (is_fence(i) && is_fence(j) && between.has(i, j)) psc.add(i, j);
            }
        }
        return psc.is_acyclic();
    }

  private:
    /// All events but choices and blocked reads: the read of a wait that goes on has not read yet.
    static std::vector<const GraphEvent*> memory_events(const Graph& graph) {
        std::vector<const GraphEvent*> events;
        for (const GraphEvent* event : graph.order()) {
            if (event->kind != EventKind::choice && !event->blocked) events.push_back(event);
        }
        return events;
    }

    bool is_seq_cst(std::size_t i) const { return events_[i]->order == std::memory_order_seq_cst; }
    bool is_fence(std::size_t i) const { return events_[i]->kind == EventKind::fence; }

    std::vector<const GraphEvent*> events_;
    std::size_t size_;
    Relation hb_;
    Relation eco_;
    Relation scb_;
};

}  // namespace

bool seq_cst_is_acyclic(const Graph& graph) {
    return SeqCst(graph).is_acyclic();
}

}  // namespace model::native
