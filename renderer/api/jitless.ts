import { z } from 'zod';

// The window's policy forbids code made from text, which zod would try for speed. To be imported before any schema.
z.config({ jitless: true });
