extension Charter {
    /// How much the charter asks for and lets go: what an ethics committee looks at first.
    package struct Counts: Hashable, Sendable {
        package let types: Int
        /// All items of all types.
        package let fields: Int
        /// Those of which something leaves.
        package let leavingFields: Int
        /// What leaves: a set of codes counts once for each of its codes.
        package let registers: Int
    }

    package var counts: Counts {
        Counts(
            types: types.count, fields: types.reduce(0) { $0 + $1.fields.count },
            leavingFields: types.reduce(0) { $0 + $1.leavingFields.count },
            registers: summarySchema.types.reduce(0) { $0 + $1.registers.count })
    }
}
