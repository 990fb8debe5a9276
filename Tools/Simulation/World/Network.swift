import SyncCore

/// Messages under way: they may arrive late, twice, in another order, cut off, or not at all.
struct Network {
    struct Message {
        enum Way { case toHub, toOffice }

        let way: Way
        /// Which copy of an office, and which of its syncs and requests, it is from or for.
        let office: Int
        let session: Int
        let ask: Int
        var bytes: [UInt8]
        /// What a request was made from, for the books.
        let request: ExchangeRequest
        var isCut = false
        /// Whether an answer is to a request that was cut off.
        var answersCut = false
    }

    private(set) var messages: [Message] = []

    var isEmpty: Bool { messages.isEmpty }
    var count: Int { messages.count }

    mutating func send(_ message: Message) { messages.append(message) }

    func peek(_ index: Int) -> Message { messages[index] }

    /// Takes one off the network. O(1): the order is of no account.
    mutating func take(_ index: Int) -> Message {
        messages.swapAt(index, messages.count - 1)
        return messages.removeLast()
    }

    mutating func loseAll() { messages = [] }
}
