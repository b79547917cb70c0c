extension Derivation {
    /// The derivation as a `.drv` file has it, byte for byte (Nix manual, "Store Derivation and Deriving Path Formats";
    /// ATerm: van den Brand et al., "Efficient Annotated Terms", 2000).
    ///
    /// Bytes, not text: strings are written as they are but for `\"`, `\\`, `\n`, `\r` and `\t`.
    public func aterm(store: StoreDirectory = .standard) -> [UInt8] {
        aterm(store: store, hidesOutputs: false) { writer in
            writer.list(inputDerivations) { writer, input in
                writer.literal("(")
                writer.path(input.key, in: store)
                writer.outputs(input.value)
            }
        }
    }

    /// The same with other names for the inputs.
    ///
    /// - Parameter hidesOutputs: whether the outputs' paths are left empty, there and in the environment.
    func aterm(store: StoreDirectory, inputs: [String: Set<String>], hidesOutputs: Bool) -> [UInt8] {
        aterm(store: store, hidesOutputs: hidesOutputs) { writer in
            writer.list(inputs.sorted { $0.key < $1.key }) { writer, input in
                writer.literal("(")
                writer.string(input.key)
                writer.outputs(input.value)
            }
        }
    }

    private func aterm(
        store: StoreDirectory, hidesOutputs: Bool, writingInputs writeInputs: (inout ATermWriter) -> Void
    ) -> [UInt8] {
        var writer = ATermWriter()
        writer.reserve(environment.reduce(1024) { $0 + $1.key.count + $1.value.count + 8 })
        writer.literal("Derive(")
        writer.list(outputs) { writer, output in
            let fields = output.value.fields(in: store)
            writer.literal("(")
            writer.strings([output.key, hidesOutputs ? "" : fields.path, fields.algorithm, fields.hash])
            writer.literal(")")
        }
        writer.literal(",")
        writeInputs(&writer)
        writer.literal(",")
        writer.list(inputSources.sorted()) { $0.path($1, in: store) }
        writer.literal(",")
        writer.string(system.bytes)
        writer.literal(",")
        writer.string(builder.bytes)
        writer.literal(",")
        writer.list(arguments) { $0.string($1.bytes) }
        writer.literal(",")
        writer.list(environment) { writer, variable in
            let isHidden = hidesOutputs && variable.key.text.map { outputs[$0] != nil } ?? false
            writer.literal("(")
            writer.string(variable.key.bytes)
            writer.literal(",")
            writer.string(isHidden ? [] : variable.value.bytes)
            writer.literal(")")
        }
        writer.literal(")")
        return writer.bytes
    }
}

extension ATermWriter {
    /// The rest of an input: the names of its outputs.
    fileprivate mutating func outputs(_ names: Set<String>) {
        literal(",")
        list(names.sorted()) { $0.string($1) }
        literal(")")
    }

    fileprivate mutating func strings(_ texts: [String]) {
        for (place, text) in texts.enumerated() {
            if place > 0 { literal(",") }
            string(text)
        }
    }
}
