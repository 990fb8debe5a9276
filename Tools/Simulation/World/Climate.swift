/// How one world is: drawn from its seed, mostly small and crowded, where faults are found.
struct Climate {
    let offices: Int
    let steps: Int
    /// New records per hundred writes: few records are many collisions.
    let newRecords: Int
    /// Of a hundred messages, how many get lost.
    let loss: Int
    let habits: MemoryHub.Habits
    let line: CharterLine
    /// The most syncs that run beside each other in one office.
    let sessions: Int
    /// How often things happen to backups, in thousandths.
    let restores: Int
    /// Whether it is mostly the hub that is put back, and erases much: a hub that lost what it told.
    let isHubForgetful: Bool

    init(seed: UInt64, steps: Int?) {
        var generator = SeededGenerator(seed: seed ^ 0x5eed_c11a)
        let kind = generator.below(1000)
        switch kind {
        case ..<3: offices = 100 + generator.below(301)
        case ..<20: offices = 12 + generator.below(49)
        default: offices = 3 + generator.below(6)
        }
        let usual = offices > 8 ? offices * 20 : 120 + generator.below(300)
        self.steps = steps ?? usual
        isHubForgetful = offices <= 5 && generator.below(3) == 0
        newRecords = offices > 8 ? 60 : isHubForgetful ? 4 : [3, 8, 25][generator.below(3)]
        loss = [0, 10, 30][generator.below(3)]
        var habits = MemoryHub.Habits()
        habits.pageRows = offices > 8 ? 20 : isHubForgetful ? 1 : 1 + generator.below(5)
        habits.rowsPerNumber = 1 + generator.below(3)
        if generator.below(4) == 0 { habits.answerBytes = 1 }
        line = generator.below(10) < 4 ? .changing : .plain
        sessions = generator.below(3) == 0 ? 2 : 1
        restores =
            offices > 8 ? 5 : isHubForgetful ? 120 : [10, 40, 80][generator.below(3)]
        if generator.below(4) == 0 { habits.heldBytes = [1, 200][generator.below(2)] }
        self.habits = habits
    }
}
