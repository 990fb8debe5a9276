import SyncCore

/// Requests and answers, and what becomes of them on the way.
extension World {
    // MARK: Offices

    /// One sync in a good hour: message after message, unless one gets lost.
    mutating func syncAtOnce(_ index: Int) {
        for _ in 0...generator.below(4) {
            guard let request = begin(index, limit: 1 + generator.below(4)) else { return }
            if lose(request) { return }
            let answer = hear(request)
            if lose(answer) || !receive(answer) { return }
        }
    }

    /// Sends a request, or a waiting one again, and leaves it to the network.
    mutating func send(from index: Int) {
        guard let request = begin(index, limit: 1 + generator.below(4)) else { return }
        network.send(request)
    }

    /// A request of one of the office's syncs; `nil` when it just gave one up.
    private mutating func begin(_ index: Int, limit: Int) -> Network.Message? {
        let open = posts[index].sessions.count
        if open == 0 || open < climate.sessions && chance(30) {
            sessionsBegun += 1
            let machine = OfficeExchange(
                charterDigest: posts[index].office.law.digest, sha256: simulatedHash)
            posts[index].sessions.append(.init(number: sessionsBegun, machine: machine))
            return ask(index, posts[index].sessions.count - 1, limit: limit)
        }
        let place = generator.below(open)
        guard let waiting = posts[index].sessions[place].pending else {
            return ask(index, place, limit: limit)
        }
        guard chance(50) else {
            posts[index].sessions.remove(at: place)
            happened { "\($0.name(of: index)) gives up waiting" }
            return nil
        }
        let session = posts[index].sessions[place]
        happened { "\($0.name(of: index)) sends the same request again" }
        return .init(
            way: .toHub, office: index, session: session.number, ask: session.ask,
            bytes: session.pendingBytes, request: waiting)
    }

    mutating func ask(_ index: Int, _ place: Int, limit: Int) -> Network.Message {
        let outbox = posts[index].office.outbox(limit: limit)
        let request = posts[index].sessions[place].machine.request(from: outbox)
        posts[index].office.clearHastily(outbox)
        posts[index].sessions[place].ask += 1
        posts[index].sessions[place].pending = request
        posts[index].sessions[place].pendingBytes = request.encoded()
        let session = posts[index].sessions[place]
        happened { world in
            """
            \(world.name(of: index)) asks from \(request.cursor) of \(request.head.seq), with \
            \(request.offerCount) records and \(request.erasures.count) erasures
            """
        }
        return .init(
            way: .toHub, office: index, session: session.number, ask: session.ask,
            bytes: session.pendingBytes, request: request)
    }

    // MARK: The network

    mutating func deliverSomething() {
        guard !network.isEmpty else { return }
        let place = generator.below(network.count)
        switch generator.below(20) {
        case 0:
            network.send(network.peek(place))
            happened { _ in "a message is repeated" }
        case 1, 2:
            _ = network.take(place)
            happened { _ in "a message is lost" }
        case 3:
            var message = network.take(place)
            message.bytes.removeLast(1 + generator.below(message.bytes.count))
            message.isCut = true
            deliver(message)
        default:
            deliver(network.take(place))
        }
    }

    private mutating func deliver(_ message: Network.Message) {
        switch message.way {
        case .toHub:
            let crashes = chance(3)
            hub.isAboutToTear = crashes && missing.contains(.tornCommit)
            let answer = hear(message)
            hub.isAboutToTear = false
            if crashes { return crashHub() }
            network.send(answer)
        case .toOffice:
            _ = receive(message)
        }
    }

    private mutating func lose(_ message: Network.Message) -> Bool {
        if chance(climate.loss) {
            happened { _ in message.way == .toHub ? "the request is lost" : "the answer is lost" }
            return true
        }
        if chance(3) {
            network.send(message)
            happened { _ in "a message is also delivered later" }
        }
        return false
    }

    // MARK: The ends

    /// The hub takes a request and answers it.
    mutating func hear(_ message: Network.Message) -> Network.Message {
        let office = posts[message.office].office.number
        let before = hub.commits
        let bytes = hub.answer(
            message.bytes, from: office, climate.habits, using: &generator)
        happened {
            "the hub hears \($0.name(of: message.office))\(message.isCut ? ", cut off" : "")"
        }
        let answer = try? ExchangeAnswer(decoding: bytes)
        if message.isCut, answer != .refused(.malformed) {
            mishaps.append("the hub took a request that was cut off")
        }
        if hub.commits != before {
            for id in message.request.erasures { books.noteErasure(of: id) }
            for offer in 0..<message.request.offerCount {
                books.unexcuse(message.request.fields(ofOffer: offer)) { [hub] dot, place in
                    let field = hub.records[place.record]?.unpacked()[place.field]
                    return field?.versions.contains { $0.dot == dot } == true
                }
            }
            if case .batchRefused = answer {
                mishaps.append("the hub stored something of a batch that it refused")
            }
        }
        return .init(
            way: .toOffice, office: message.office, session: message.session, ask: message.ask,
            bytes: bytes, request: message.request, isCut: false,
            answersCut: message.isCut)
    }

    /// An office takes an answer. Returns whether its sync goes on.
    mutating func receive(_ message: Network.Message) -> Bool {
        let index = message.office
        guard
            let place = posts[index].sessions.firstIndex(where: {
                $0.number == message.session && $0.ask == message.ask
            })
        else {
            happened { "\($0.name(of: index)) gets an answer that nobody waits for" }
            return false
        }
        if isRough, chance(2) {
            crashWhileReceiving(message, place)
            return false
        }
        let wasPending = posts[index].sessions[place].pending != nil
        do {
            let answer = try ExchangeAnswer(decoding: message.bytes)
            if message.isCut { mishaps.append("an office took an answer that was cut off") }
            let reaction = try posts[index].receive(answer, in: place)
            happened { "\($0.name(of: index)) takes \(answer.words)" }
            guard reaction.next == .complete, posts[index].office.isOutboxEmpty else {
                return true
            }
        } catch {
            happened { "\($0.name(of: index)) refuses an answer: \(error)" }
            guard wasPending else { return true }  // Repeated: its sync goes on.
            if !isRight(error, message) { mishaps.append("an office refused an answer: \(error)") }
        }
        posts[index].sessions.remove(at: place)
        return false
    }

    /// Whether an honest office has reason to refuse this answer.
    private func isRight(_ error: any Error, _ message: Network.Message) -> Bool {
        switch error {
        case is WireError: message.isCut
        case ExchangeFault.refused(.malformed): message.answersCut
        case ExchangeFault.refused(.charterUnknown): hasLostCharters
        case OfficeFault.charterUnfit: climate.sessions > 1
        case OfficeFault.outsideCharter:
            message.request.charterDigest != posts[message.office].office.law.digest
        default: false
        }
    }

    /// The power goes while the answer is applied: all of it is there afterwards, or nothing.
    private mutating func crashWhileReceiving(_ message: Network.Message, _ place: Int) {
        let index = message.office
        var office = posts[index].office
        var machine = posts[index].sessions[place].machine
        if let answer = try? ExchangeAnswer(decoding: message.bytes) {
            if missing.contains(.tornPage) {
                let rows = office.find(machine.reads(for: answer))
                let reaction = try? machine.receive(answer, rows: rows)
                office.carryOut(
                    (reaction?.directives ?? []).filter {
                        if case .advance = $0 { true } else { false }
                    })
                posts[index].office = office
            } else if chance(50) {
                _ = try? posts[index].office.receive(answer, by: &machine)
            }
        }
        posts[index].crash()
        happened { "\($0.name(of: index)) goes down while it takes an answer" }
    }
}

extension ExchangeAnswer {
    fileprivate var words: String {
        switch self {
        case .page(let page):
            """
            a page: \(page.outcomes.map(\.words).joined(separator: ", ")); feed of \
            \(page.feed.count) to \(page.cursor) of \(page.head.seq)\(page.more ? ", more" : "")
            """
        case .rewind(let checkpoint): "a rewind to \(checkpoint.seq)"
        case .charter: "a charter"
        case .batchRefused(let findings): "a refusal of \(findings.count) values"
        case .refused(let refusal): "a refusal: \(refusal.rawValue)"
        }
    }
}

extension ExchangeAnswer.Outcome {
    fileprivate var words: String {
        switch self {
        case .asExpected: "as expected"
        case .erased: "erased"
        case .state: "a state"
        case .deferred: "deferred"
        case .refused(let refusal): refusal.rawValue
        case .unknown: "unknown"
        }
    }
}
