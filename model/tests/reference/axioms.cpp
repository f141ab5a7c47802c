// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/reference/axioms.hpp"

#include <bitset>
#include <stdexcept>

namespace model::tests {
namespace {

using Kind = NaiveEvent::Kind;
using Order = std::memory_order;

/// A relation: one row of bits per event.
class Relation {
  public:
    explicit Relation(int size) : rows_(static_cast<std::size_t>(size)) {
        if (rows_.size() > most_events) throw std::length_error("a graph with too many events");
    }
    template <class Holds>
    Relation(int size, Holds holds) : Relation(size) {
        for (int a = 0; a < size; ++a) {
            for (int b = 0; b < size; ++b) set(a, b, holds(a, b));
        }
    }

    bool operator()(int a, int b) const { return row(a)[static_cast<std::size_t>(b)]; }
    void set(int a, int b, bool value) { row(a)[static_cast<std::size_t>(b)] = value; }

    friend Relation operator|(const Relation& left, const Relation& right) {
        Relation result = left;
        for (int a = 0; a < left.size(); ++a) result.row(a) |= right.row(a);
        return result;
    }
    friend Relation operator*(const Relation& left, const Relation& right) {
        Relation result(left.size());
        for (int a = 0; a < left.size(); ++a) {
            for (int via = 0; via < left.size(); ++via) {
                if (left(a, via)) result.row(a) |= right.row(via);
            }
        }
        return result;
    }
    Relation or_equal() const {
        Relation result = *this;
        for (int a = 0; a < size(); ++a) result.set(a, a, true);
        return result;
    }
    Relation closure() const {
        Relation result = *this;
        for (int via = 0; via < size(); ++via) {
            for (int a = 0; a < size(); ++a) {
                if (result(a, via)) result.row(a) |= result.row(via);
            }
        }
        return result;
    }
    bool is_irreflexive() const {
        for (int a = 0; a < size(); ++a) {
            if ((*this)(a, a)) return false;
        }
        return true;
    }
    bool is_acyclic() const { return closure().is_irreflexive(); }

  private:
    static constexpr std::size_t most_events = 128;
    using Row = std::bitset<most_events>;

    int size() const { return static_cast<int>(rows_.size()); }
    Row& row(int event) { return rows_[static_cast<std::size_t>(event)]; }
    const Row& row(int event) const { return rows_[static_cast<std::size_t>(event)]; }

    std::vector<Row> rows_;
};

bool acquires(Order order) {
    return order == Order::acquire || order == Order::acq_rel || order == Order::seq_cst;
}
bool consumes(Order order) {
    return order == Order::consume;
}
bool releases(Order order) {
    return order == Order::release || order == Order::acq_rel || order == Order::seq_cst;
}

class Axioms {
  public:
    explicit Axioms(const NaiveGraph& graph)
        : graph_(graph),
          events_(graph.events),
          size_(static_cast<int>(graph.events.size())),
          po_(size_, [&](int a, int b) { return a < b && event(a).cpu == event(b).cpu; }),
          rf_(size_, [&](int a, int b) { return is_read(b) && event(b).reads_from == a; }),
          co_(size_,
              [&](int a, int b) {
                  return place(a) != 0 && same(a, b) && is_write(b) && place(a) < place(b);
              }),
          fr_(size_,
              [&](int a, int b) {
                  return is_read(a) && is_write(b) && same(a, b) && place_read(a) < place(b) &&
                         event(b).update_of != a;
              }),
          rmw_(size_, [&](int a, int b) { return event(b).update_of == a && is_write(b); }),
          depends_(size_,
                   [&](int a, int b) { return event(b).address_from == a || event(b).update_of == a; }),
          hb_(happens_before()),
          eco_((rf_ | co_ | fr_ | rmw_).closure()) {}

    bool coherent() const {
        // All CPUs see the stores of earlier epochs.
        const Relation visible(size_, [&](int a, int b) {
            return is_write(a) && same(a, b) && event(a).epoch < event(b).epoch;
        });
        return hb_.is_irreflexive() && ((hb_ | visible) * eco_.or_equal()).is_irreflexive();
    }

    bool atomic() const {
        for (int b = 0; b < size_; ++b) {
            if (is_write(b) && event(b).update_of >= 0 && place(b) != place_read(event(b).update_of) + 1) {
                return false;
            }
        }
        return true;
    }

    bool seq_cst() const {
        const Relation other_place(
            size_, [&](int a, int b) { return po_(a, b) && is_memory(a) && is_memory(b) && !same(a, b); });
        const Relation hb_same(size_, [&](int a, int b) { return hb_(a, b) && same(a, b); });
        const Relation scb = po_ | (other_place * hb_ * other_place) | hb_same | co_ | fr_;
        const Relation accesses(size_, [&](int a, int b) { return a == b && is_seq_cst(a); });
        const Relation fences(size_, [&](int a, int b) { return a == b && is_seq_cst(a) && is_fence(a); });
        const Relation hb_or_equal = hb_.or_equal();
        const Relation base = (accesses | fences * hb_or_equal) * scb * (accesses | hb_or_equal * fences);
        const Relation of_fences = fences * (hb_ | hb_ * eco_ * hb_) * fences;
        return (base | of_fences).is_acyclic();
    }

    bool sc() const { return (po_ | rf_ | co_ | fr_).is_acyclic(); }

    bool tso() const { return (kept_by_buffers() | external_rf() | co_ | fr_).is_acyclic(); }

    /// The order that counts for plain data. Accesses to it are in program order with the other accesses.
    /// Nothing else orders them.
    Relation order(MemoryModel memory_model) const {
        switch (memory_model) {
            case MemoryModel::rc11:
                return hb_;
            case MemoryModel::tso:
                return (kept_by_buffers() | external_rf() | co_ | fr_).closure();
            case MemoryModel::sc:
                return (po_ | rf_ | co_ | fr_).closure();
        }
        return hb_;
    }

    bool race(MemoryModel memory_model) const {
        const Relation before = order(memory_model);
        for (int a = 0; a < size_; ++a) {
            for (int b = 0; b < size_; ++b) {
                const bool plain = is_plain(a) && is_plain(b);
                const bool writes = event(a).kind == Kind::plain_write || event(b).kind == Kind::plain_write;
                if (plain && writes && event(a).cpu != event(b).cpu && !before(a, b) && !before(b, a)) {
                    return true;
                }
            }
        }
        return false;
    }

  private:
    /// Program order as store buffers keep it: all of it except a store before a load without a full fence.
    Relation kept_by_buffers() const {
        const auto stores = [&](int e) { return is_write(e) || event(e).kind == Kind::plain_write; };
        const auto loads = [&](int e) { return is_read(e) || event(e).kind == Kind::plain_read; };
        const auto full = [&](int e) {
            return (is_fence(e) && is_seq_cst(e)) || event(e).exclusive || event(e).update_of >= 0;
        };
        return {size_, [&](int a, int b) {
                    if (!po_(a, b) || !(stores(a) || loads(a)) || !(stores(b) || loads(b))) return false;
                    if (!(stores(a) && loads(b))) return true;
                    if (full(a) || full(b) || is_seq_cst(a)) return true;
                    for (int f = a + 1; f < b; ++f) {
                        const bool in_between = po_(a, f) && po_(f, b);
                        if (in_between && (full(f) || (is_write(f) && is_seq_cst(f)))) return true;
                    }
                    return false;
                }};
    }

    Relation external_rf() const {
        return {size_, [&](int a, int b) { return rf_(a, b) && event(a).cpu != event(b).cpu; }};
    }

    const NaiveEvent& event(int e) const { return events_[static_cast<std::size_t>(e)]; }
    bool is_read(int e) const { return event(e).kind == Kind::read; }
    bool is_write(int e) const { return event(e).kind == Kind::write; }
    bool is_access(int e) const { return is_read(e) || is_write(e); }
    bool is_fence(int e) const { return event(e).kind == Kind::fence; }
    bool is_memory(int e) const { return is_access(e) || is_fence(e); }
    bool is_plain(int e) const {
        return event(e).kind == Kind::plain_read || event(e).kind == Kind::plain_write;
    }
    bool is_seq_cst(int e) const { return is_memory(e) && event(e).order == Order::seq_cst; }
    bool same(int a, int b) const {
        return is_access(a) && is_access(b) && event(a).variable == event(b).variable;
    }
    int place(int write) const {
        if (!is_write(write)) return 0;
        const std::vector<int>& coherence = graph_.coherence[event(write).variable];
        for (std::size_t i = 0; i < coherence.size(); ++i) {
            if (coherence[i] == write) return static_cast<int>(i) + 1;
        }
        return 0;
    }
    int place_read(int read) const { return event(read).reads_from < 0 ? 0 : place(event(read).reads_from); }

    /// C++20 [intro.races]: program order, synchronisation and dependencies in any sequence, except a
    /// sequence that ends with a dependency followed by program order.
    Relation happens_before() const {
        const Relation anything_before = po_.or_equal();
        const Relation dependency_ordered = synchronizes(consumes) * depends_.closure().or_equal();
        const Relation link =
            anything_before * (synchronizes(acquires) * po_.or_equal() | dependency_ordered);
        return po_ | link.closure();
    }

    /// From releases to the reads (of the given orders) that meet them, and to fences after such reads.
    Relation synchronizes(bool (*meets)(Order)) const {
        // Release sequences: a write, and the updates that read from it, and so on.
        const Relation sequence = (rf_ * rmw_).closure().or_equal();
        Relation result(size_);
        for (int head = 0; head < size_; ++head) {
            if (!is_write(head)) continue;
            for (int write = 0; write < size_; ++write) {
                if (!is_write(write) || !sequence(head, write)) continue;
                for (int read = 0; read < size_; ++read) {
                    if (rf_(write, read)) connect(result, head, read, meets);
                }
            }
        }
        return result;
    }

    /// From the releases for which the head stands to the read itself, or to fences after it.
    void connect(Relation& result, int head, int read, bool (*meets)(Order)) const {
        for (int from = 0; from < size_; ++from) {
            const bool is_from = (from == head && releases(event(head).order)) ||
                                 (is_fence(from) && releases(event(from).order) && po_(from, head));
            if (!is_from) continue;
            for (int to = 0; to < size_; ++to) {
                const bool is_to = (to == read && meets(event(read).order)) ||
                                   (is_fence(to) && meets(event(to).order) && po_(read, to));
                if (is_to) result.set(from, to, true);
            }
        }
    }

    const NaiveGraph& graph_;
    const std::vector<NaiveEvent>& events_;
    int size_;
    Relation po_, rf_, co_, fr_, rmw_, depends_, hb_, eco_;
};

}  // namespace

bool is_consistent(const NaiveGraph& graph, MemoryModel memory_model) {
    const Axioms axioms(graph);
    if (!axioms.coherent() || !axioms.atomic()) return false;
    switch (memory_model) {
        case MemoryModel::rc11:
            return axioms.seq_cst();
        case MemoryModel::tso:
            return axioms.tso();
        case MemoryModel::sc:
            return axioms.sc();
    }
    return false;
}

bool has_race(const NaiveGraph& graph, MemoryModel memory_model) {
    return Axioms(graph).race(memory_model);
}

}  // namespace model::tests
