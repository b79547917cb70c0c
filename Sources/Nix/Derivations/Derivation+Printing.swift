extension Derivation {
    /// The derivation as a `.drv` file has it, byte for byte (Nix manual, "Store Derivation and Deriving Path Formats";
    /// ATerm: van den Brand et al., "Efficient Annotated Terms", 2000).
    ///
    /// Bytes, not text: strings are written as they are but for `\"`, `\\`, `\n`, `\r` and `\t`.
    public func aterm(store: StoreDirectory = .standard) -> [UInt8] {
        let inputs = inputDerivations.map { (store.path(of: $0.key), $0.value) }
        return aterm(store: store, inputs: inputs, hidesOutputs: false)
    }

    /// The same with other names for the inputs, in the order given.
    ///
    /// - Parameter hidesOutputs: whether the outputs' paths are left empty, there and in the environment.
    func aterm(store: StoreDirectory, inputs: [(name: String, outputs: Set<String>)], hidesOutputs: Bool) -> [UInt8] {
        var writer = ATermWriter()
        writer.literal("Derive(")
        writer.list(outputs) { writer, output in
            let fields = output.value.fields(in: store)
            let path = hidesOutputs ? "" : fields.path
            writer.tuple([output.key, path, fields.algorithm, fields.hash].map { Array($0.utf8) })
        }
        writer.literal(",")
        writer.list(inputs) { writer, input in
            writer.literal("(")
            writer.string(input.name.utf8)
            writer.literal(",")
            writer.list(input.outputs.sorted()) { $0.string($1.utf8) }
            writer.literal(")")
        }
        writer.literal(",")
        writer.list(inputSources.sorted()) { $0.string(store.path(of: $1).utf8) }
        writer.literal(",")
        writer.string(system.bytes)
        writer.literal(",")
        writer.string(builder.bytes)
        writer.literal(",")
        writer.list(arguments) { $0.string($1.bytes) }
        writer.literal(",")
        writer.list(environment) { writer, variable in
            let isHidden = hidesOutputs && variable.key.text.map { outputs[$0] != nil } ?? false
            writer.tuple([variable.key.bytes, isHidden ? [] : variable.value.bytes])
        }
        writer.literal(")")
        return writer.bytes
    }
}
