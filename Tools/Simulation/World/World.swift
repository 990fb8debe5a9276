import SyncCore

/// One random history of a hub and its offices. The world only lets things happen and keeps books of
/// them; it judges nothing.
///
/// Each step draws from a generator of its own, so that steps can be left out of a history and the
/// others stay what they were as far as they can.
package struct World {
    package internal(set) var hub: MemoryHub
    var posts: [Post]
    package internal(set) var books = Books()
    var network = Network()
    /// Everything that happened so far, counted.
    package internal(set) var events = 0
    /// What happened, in words, when somebody wants to read it.
    package private(set) var trace: [String]?
    /// Messages that an end refused though they were right, or took though they were not.
    var mishaps: [String] = []
    /// Whether things still go wrong.
    var isRough = true
    /// Whether the offices and the hub came to rest at the end.
    var isAtRest = true

    let climate: Climate
    let missing: Set<Safeguard>
    let seed: UInt64
    var generator: SeededGenerator
    var officeBackups: [OfficeNumber: [MemoryOffice]] = [:]
    var hubBackups: [MemoryHub] = []
    /// The newest version that any life of the hub published.
    var newestEver = 0
    /// Whether the hub was ever put back to before a version that offices know.
    var hasLostCharters = false
    var shownAtHub: [Post.Shown] = []
    var sessionsBegun = 0

    package init(
        seed: UInt64, steps: Int? = nil, without missing: Set<Safeguard> = [],
        tracing: Bool = false
    ) {
        self.seed = seed
        self.missing = missing
        let climate = Climate(seed: seed, steps: steps)
        self.climate = climate
        generator = SeededGenerator(seed: seed)
        trace = tracing ? [] : nil
        let numbers = (1...climate.offices).map { OfficeNumber(Int64($0)) }
        hub = MemoryHub(offices: numbers, under: climate.line, without: missing)
        posts = numbers.map {
            Post(MemoryOffice(number: $0, under: climate.line, without: missing))
        }
    }

    package var steps: Int { climate.steps }
    package var offices: [MemoryOffice] { posts.map(\.office) }

    /// Lets one thing happen, or a few that belong together. The same number is the same choice.
    package mutating func step(_ number: Int) {
        generator = SeededGenerator(seed: seed &+ UInt64(number) &* 0xd134_2543_de82_ef95)
        let index = generator.below(posts.count)
        let restores = climate.restores
        switch generator.below(1000) {
        case ..<restores: copyOrRestore(index)
        case ..<(restores + 230): edit(index)
        case ..<(restores + 290): decide(index)
        case ..<(restores + 540): syncAtOnce(index)
        case ..<(restores + 600): send(from: index)
        case ..<(restores + 730): deliverSomething()
        case ..<(restores + 770): share()
        case ..<(restores + 820): decideAtHub()
        case ..<(restores + 840): erase(index)
        case ..<(restores + 850): crash(index)
        case ..<(restores + 880): changeCharters(index)
        case ..<(restores + 885): writeAgainstTheCharter(index)
        default: edit(index)
        }
    }

    // MARK: For all that happens

    /// One thing happened.
    mutating func happened(_ words: (World) -> String) {
        events += 1
        if trace != nil { trace!.append(words(self)) }
    }

    mutating func pick<Item>(_ items: [Item]) -> Item? {
        items.isEmpty ? nil : items[generator.below(items.count)]
    }

    /// In so many of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool { generator.below(100) < percent }

    /// What people call a copy of an office: two live copies share the office's number.
    func name(of index: Int) -> String {
        let number = posts[index].office.number.value
        return index < climate.offices ? "office \(number)" : "office \(number)'s copy \(index)"
    }
}
